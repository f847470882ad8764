"""N102: the parts that a sentence names, against the whole that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fnmatch import fnmatchcase
from itertools import accumulate

from parsers.checks.prose.counts import said
from parsers.checks.prose.figures import Brackets, Figure
from parsers.checks.prose.sentences import Bound, Sentence
from parsers.forms import Form
from parsers.formula import number
from parsers.messages import Message, marked
from parsers.model import Check, Operand, Outcome

NOT_THE_WHOLE = marked("the prose says {claim}, but the parts come to {expected}")
MORE = marked("the prose says {claim}, but {part} of them")
NOT_ALL = marked(
    "the parts of {claim} come to {expected}, and the words do not say that these are all"
)

_LIST = re.compile("其中|包括|包含|(?<=[（，])含")
_TOTAL = re.compile(
    "(?P<items>[0-9]|[两二三四五六七八九])?(?:项|者|类)?(?:合计|共计|总计|相加|之和)(?:为|共|是)?$"
)
_NUMERALS = "〇一二三四五六七八九"
_JOINT = re.compile("[、和及]")
_CHANNEL = re.compile("网[上络站]|线[上下]|信函|来信|邮寄|当面|现场|传真|邮[件箱]")
_BETWEEN = re.compile("(?:（[^（）]*）)?[，（：；]?")
_BESIDES = re.compile("另|此外|同时|还有")
_PARTS_MOST, _WHOLES_MOST, _BETWEEN_MOST = 20, 4, 80


def checks(sentence: Sentence, before: Sentence | None, form: Form) -> Iterator[Check]:
    """Yield a check for each list of parts; `before` is the sentence before in the section."""
    for index, figure in enumerate(sentence.figures):
        match = _TOTAL.search(figure.label)
        if match and _is_usable(figure, sentence):
            yield from _totalled(sentence, index, match)
    brackets = Brackets(sentence.passage.text, sentence.start)
    for match in _LIST.finditer(sentence.text):
        head = sentence.start + match.start()
        yield from _listed(sentence, before, form, head, brackets.opened_at(head))


def _is_usable(figure: Figure, sentence: Sentence) -> bool:
    """Tell whether a figure is a count: it has a measure word, or is known to count cells."""
    counts = bool(figure.unit) or figure.start in sentence.bound
    return figure.is_count and figure.is_exact and counts


# -- A 74件、B 19件，两项合计93件 -----------------------------------------------------------------


def _totalled(sentence: Sentence, index: int, match: re.Match[str]) -> Iterator[Check]:
    """Yield the check of a total that stands behind its parts.

    It has the two parts that it says, or those that stand in one list before it.
    """
    whole = sentence.figures[index]
    earlier = [f for f in sentence.figures[:index] if f.bracket == whole.bracket and f.is_count]
    if match["items"]:
        numeral = match["items"].replace("两", "二")
        count = _NUMERALS.find(numeral) if numeral in _NUMERALS else int(numeral)
        parts = earlier[-count:]
        if len(parts) == count > 1 and all(_is_usable(part, sentence) for part in parts):
            yield _check(sentence, parts, whole, "passed" if _fits(parts, whole) else "failed")
        return
    run = _run(sentence, earlier, whole)
    if match.start() or len(run) < 2:
        return
    fitting = (run[-count:] for count in range(2, len(run) + 1) if _fits(run[-count:], whole))
    parts = next(fitting, run)
    yield _check(sentence, parts, whole, "passed" if _fits(parts, whole) else "failed")


def _run(sentence: Sentence, earlier: Sequence[Figure], whole: Figure) -> list[Figure]:
    """Return the figures in the whole's unit that stand before it in one list."""
    run: list[Figure] = []
    for figure in reversed(earlier[-_PARTS_MOST:]):
        joined = not run or _JOINT.match(sentence.passage.text, figure.stop)
        if not joined or not _is_usable(figure, sentence) or figure.unit != whole.unit:
            break
        run.insert(0, figure)
    return run


def _fits(parts: Sequence[Figure], whole: Figure) -> bool:
    return _sum(parts) == whole.value


# -- A 59件，其中B 30件、C 29件 -------------------------------------------------------------------


def _listed(
    sentence: Sentence, before: Sentence | None, form: Form, head: int, bracket: int
) -> Iterator[Check]:
    """Yield the check of a list of parts that follows its whole.

    Such a list may leave some out, and its parts may overlap: it is found right, but wrong only
    where the first part, or all of parts that cannot overlap, are more than any whole there is.
    """
    told = _parts(sentence, head, bracket)
    wholes = _wholes(sentence, before, head, bracket)
    known = {**(before.bound if before else {}), **sentence.bound}
    for whole in wholes:
        parts = _of(whole, told, known, sentence, form)
        sums = [*accumulate(part.value for part in parts)]
        fitting = [n for n, value in enumerate(sums, 1) if value == whole.value > 0 and n > 1]
        if fitting:
            yield _check(sentence, parts[: fitting[-1]], whole, "passed")
            return
    if not wholes or wholes[0].start < sentence.start:
        return
    whole = wholes[0]
    parts = _of(whole, told, known, sentence, form)
    if not parts:
        return
    first = parts[0]
    between = sentence.passage.text[whole.stop : min(head, whole.stop + _BETWEEN_MOST)]
    if not _BETWEEN.fullmatch(between):
        return
    are_bound = sentence.bound.get(whole.start) and sentence.bound.get(first.start)
    is_more = all(first.value > w.value for w in wholes)
    if first.unit == whole.unit and is_more and not are_bound:
        yield _check(sentence, [first], whole, "failed")
    elif len(parts) > 1:
        is_wrong = _are_apart(parts) and all(_sum(parts) > w.value for w in wholes)
        yield _check(sentence, parts, whole, "failed" if is_wrong else "not_assessable")


def _are_apart(parts: Sequence[Figure]) -> bool:
    """Tell whether nothing can be in two of the parts: an application comes by one channel."""
    labels = [part.label for part in parts]
    return all(map(_CHANNEL.search, labels)) and not any(map(_LIST.search, labels[1:]))


def _parts(sentence: Sentence, head: int, bracket: int) -> list[Figure]:
    """Return the counts behind the words at `head` that may be parts, in the same bracket."""
    parts: list[Figure] = []
    for figure in sentence.figures:
        if figure.start < head or figure.is_share or figure.bracket > head:
            continue
        if (
            figure.bracket != bracket
            or not _is_usable(figure, sentence)
            or len(parts) == _PARTS_MOST
        ):
            break
        if _TOTAL.search(figure.label) or _BESIDES.match(figure.label):
            break
        parts.append(figure)
    return parts


def _of(
    whole: Figure, told: list[Figure], known: Mapping[int, Bound], sentence: Sentence, form: Form
) -> list[Figure]:
    """Return those of a list that may be parts of a whole: 其中维持3件；被提起行政诉讼2件.

    The list ends at what counts something else, and at a semicolon, unless it is known that what
    follows counts part of the same, or the parts are told with their shares.
    """
    of = known.get(whole.start)
    for i, part in enumerate(told):
        bound = known.get(part.start)
        if of and bound and not _may_be_part(bound, of, form):
            return told[:i]
        between = sentence.passage.text[told[i - 1].stop : part.start] if i else ""
        if "；" in between and "%" not in between and not (of and bound):
            return told[:i]
    return told


def _may_be_part(part: Bound, whole: Bound, form: Form) -> bool:
    """Tell whether the rows of a part are the whole's, or add up with others as the whole's do."""
    if part.claims is not whole.claims:
        return False
    rows, of = _rows(part), _rows(whole)
    if any(_overlap(a, b) for a in rows for b in of):
        return True
    added = {
        side
        for identity in form.identities
        if identity.each == "column" and identity.table == part.claims.table
        for side in (*identity.left, *identity.right)
    }
    return all(any(_overlap(row, side) for side in added) for row in rows | of)


def _overlap(row: str, other: str) -> bool:
    """Tell whether two rows, or patterns of them, may be of the same."""
    return fnmatchcase(row, other) or fnmatchcase(other, row)


def _rows(bound: Bound) -> set[str]:
    return {cell.split("/")[1] for cell in bound.sums[0]}


def _wholes(sentence: Sentence, before: Sentence | None, head: int, bracket: int) -> list[Figure]:
    """Return the counts that a list may be parts of, the nearest first.

    They stand before it in the same bracket, before that bracket, or in the sentence before.
    """
    earlier = [f for f in sentence.figures if f.start < head and _is_usable(f, sentence)]
    inside = [f for f in earlier if f.bracket == bracket]
    outside = [f for f in earlier if f.stop <= bracket][-1:]
    wholes = [*outside, *inside]
    if not earlier and before:
        wholes = [f for f in before.figures if f.bracket < 0 and _is_usable(f, before)]
    return wholes[: -_WHOLES_MOST - 1 : -1]


# -- checks ---------------------------------------------------------------------------------------


def _check(sentence: Sentence, parts: Sequence[Figure], whole: Figure, outcome: Outcome) -> Check:
    operands = [Operand("", f.value, quote=sentence.quote(f)) for f in (*parts, whole)]
    template = {"failed": NOT_THE_WHOLE, "not_assessable": NOT_ALL}.get(outcome)
    values = {"claim": said(whole, sentence), "expected": number(_sum(parts))}
    if outcome == "failed" and len(parts) == 1:
        template, values = MORE, {"claim": said(whole, sentence), "part": said(parts[0], sentence)}
    return Check(
        "N102",
        sentence.subject(whole),
        outcome,
        sentence.passage.section or None,
        sentence.passage.page,
        left=tuple(operands[:-1]),
        right=(operands[-1],),
        message=Message(template, values) if template else None,
        quotes=tuple(o.quote for o in operands if o.quote),
    )


def _sum(figures: Sequence[Figure]) -> Decimal:
    return sum((f.value for f in figures), Decimal(0))
