"""The heads of columns that stand as words in lines, wrapped in any way, put together again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from parsers import labels
from parsers.document import Word
from parsers.wrapping import Line

# Heads are put together from no more words, and in no more steps; what takes more is none.
_WORDS = 150
_STEPS = 4000

Place = float
"""Where the middle of a column stands."""


def heads(lines: Sequence[Line], wordings: Sequence[Sequence[str]]) -> list[Place] | None:
    """Return where the columns stand whose heads are put together from words of `lines`.

    The heads, in one of their `wordings` each, are wrapped over the lines in any way. Each word is
    used once, those of a line in the columns' order, and the columns stand in their order too.
    None where a head is missing.
    """
    columns = _columns(lines, wordings, by_place=True)
    return [_middle(column) for column in columns] if columns else None


def are_named(lines: Sequence[Line], wordings: Sequence[Sequence[str]]) -> bool:
    """Tell whether the heads of columns can be put together from words of `lines`, in their order.

    As `heads`, where the places of words tell nothing: the pieces of a head need not stand above
    each other.
    """
    return _columns(lines, wordings, by_place=False) is not None


def _columns(
    lines: Sequence[Line], wordings: Sequence[Sequence[str]], by_place: bool
) -> list[list[Word]] | None:
    words = [
        (at, word, text)
        for at, line in enumerate(lines)
        for word in line.words
        if (text := labels.bare(word.text))
    ]
    there = Counter(char for _, _, text in words for char in text)
    wanted = [
        next((text for w in own if not Counter(text := labels.bare(w)) - there), "")
        for own in wordings
    ]
    if not all(wanted) or Counter("".join(wanted)) - there:
        return None
    words = [item for item in words if any(item[2] in label for label in wanted)]
    return _put_together(words, wanted, by_place) if len(words) <= _WORDS else None


def _middle(words: Sequence[Word]) -> Place:
    return (min(word.x0 for word in words) + max(word.x1 for word in words)) / 2


def _put_together(
    words: Sequence[tuple[int, Word, str]], wanted: Sequence[str], by_place: bool
) -> list[list[Word]] | None:
    """Give each column the words that its head is made up of; None where that cannot be done.

    The search takes the first column that a word fits, then the next, then none.
    """
    steps = 0
    missing = list(wanted)
    columns: list[list[Word]] = [[] for _ in wanted]

    def stands_right(word: Word, column: int) -> bool:
        before = (_middle(words) for words in columns[:column] if words)
        behind = (_middle(words) for words in columns[column + 1 :] if words)
        return all(m < word.middle for m in before) and all(m > word.middle for m in behind)

    def search(index: int, line: int, column: int) -> bool:
        nonlocal steps
        steps += 1
        if not any(missing):
            return True
        if index == len(words) or steps > _STEPS:
            return False
        at, word, text = words[index]
        for c in range(column if at == line else 0, len(wanted)):
            if text in missing[c] and (not by_place or stands_right(word, c)):
                before = missing[c]
                missing[c] = before.replace(text, "", 1)
                columns[c].append(word)
                if search(index + 1, at, c):
                    return True
                columns[c].pop()
                missing[c] = before
        return search(index + 1, at, column if at == line else 0)

    return columns if search(0, -1, 0) else None
