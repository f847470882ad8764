"""Reports rendered, read back and scored, shape by shape."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from msgspec import Struct

import parsers
from parsers.document import Unreadable
from tests.accuracy import baseline, scoring
from tests.accuracy.figures import Case
from tests.accuracy.scoring import Score
from tests.accuracy.shapes import File, Shape


class Result(Struct, frozen=True):
    """What came out for a shape: gouji's score and that of a script that goes by position."""

    shape: Shape
    gouji: Score
    script: Score

    @property
    def is_met(self) -> bool:
        """Tell whether nothing is wrong and, where the shape has a bar, nothing is missing."""
        whole = self.gouji.right == self.gouji.cells and not self.gouji.misread
        return not self.gouji.wrong and (whole or not self.shape.bar)


def measure(
    shapes: Iterable[Shape], cases: Callable[[int], Sequence[Case]], keep: Path | None
) -> Iterator[Result]:
    """Yield the result of each shape; `cases` says which reports the shape of a number shows.

    The files are kept in the folder `keep`, where one is given.
    """
    with tempfile.TemporaryDirectory() as folder, ProcessPoolExecutor(os.cpu_count()) as pool:
        for number, shape in enumerate(shapes):
            own = (keep or Path(folder)) / shape.name.replace(", ", "/").replace(" ", "-")
            own.mkdir(parents=True, exist_ok=True)
            jobs = []
            for file in shape.files(cases(number)):
                path = own / f"{file.case.name}.{shape.format}"
                path.write_bytes(file.data)
                jobs.append((file, path))
            result = Result(shape, Score(), Score())
            for gouji, script in pool.map(_scores, *zip(*jobs, strict=True)) if jobs else ():
                result.gouji.add(gouji)
                result.script.add(script)
            yield result


def _scores(file: File, path: Path) -> tuple[Score, Score]:
    return read(file.case, path), by_position(file.case, path)


def read(case: Case, path: Path) -> Score:
    """Return the score of gouji's reading of a file."""
    try:
        return scoring.of_report(case, case.name, parsers.load(path))
    except Unreadable as refusal:
        return scoring.of_nothing(case, case.name, str(refusal))


def by_position(case: Case, path: Path) -> Score:
    """Return the score of a script that fills in by position; nothing where it falls over."""
    try:
        values = baseline.values(case, path.suffix[1:], path.read_bytes())
    except Exception as error:  # whatever such a script would have died of
        return scoring.of_nothing(case, case.name, type(error).__name__)
    return scoring.of_values(case, case.name, values)
