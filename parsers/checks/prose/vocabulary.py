"""The words of a form's claims, and the words that mean nothing: a label to what it names."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from parsers.forms import Form
from parsers.forms.claims import Claims, Wording

# What may stand in a label without narrowing what is counted.
_FILLER = (
    "本年|全年|年内|期间|[共总合累]计|[一总]共|共有?|分别为?|其中|包[括含]|另[有外]?|还有?|新增|以及|已经"
    "|均已?|达到?|全部|直接|予以|给予|作出|进行|完成|实际|依法依规|依法|依规|严格|规范|认真|妥善|及时|各类"
    "|[全我本](?:系统|街道|单位|[省市县区局委办厅部院镇乡])|本机关|各级?行政机关|行政机关|各级|一[件起例宗]|情形"
    "|约|近|超过?|逾|突破|不足|将近|接近|至少|大约|最多|政府信息公开工作|社会公众|[公群]众|项目|情况|方面|或者"
    "|[含有为是作计已都经省市县区的了于向将在对和与及或并、“”：则等类中内起]|上(?!年)"
)
# Words that tell of part of it, or may: what they stand with is not held against the table.
_NARROWER = (
    "本级|[省市县区]直"
    "|代表[^，；。]{0,8}政府|[省市县区镇]?(?:人民)?政府办公?[室厅]|[省市县区镇](?:人民)?政府(?!信息|网站|门户|公报|部门|规章)"
    "|各?部门|各?单位|各?乡镇|各?街道|各?镇街?|某月|[上下]半年|[一二三四]季度"
    "|涉及[^，；。]{0,20}?的|关于[^，；。]{0,20}?的"
)
# Words that tell how or when it was done: they narrow what they stand with, and nothing after it.
_MANNER = (
    "法定期限内?|规定时限内?|规定期限内?|时限内|期限内|按期|按时|如期|准时|当场|逾期|通过[^，；。]{0,12}"
    "|网[上络]|线上|在线|信函|邮寄|当面|现场|传真|电子邮[件箱]|平台"
)
_SCOPE = re.compile(
    "本级|[省市县区]直|代表[^，；。]{0,8}政府|[省市县区镇]?(?:人民)?政府办公?[室厅]"
    "|[省市县区镇](?:人民)?政府(?!信息|网站|门户|公报|部门|规章|常务|工作|督查|政务|主要|领导)"
    "|[上下]半年|[一二三四]季度"
)
_CONJOINED = re.compile("[和与及或并、以者]*")
_NAMING = ("row", "column", "object")
_GAP = "…"
_FEW = "[^；。]{0,20}?"


_Meaning = tuple[str, Wording | None]
"""What kind of word it is, and of a row or column its wording."""


class Found(NamedTuple):
    """A wording in a label: what of, which, and where."""

    kind: str
    wording: Wording
    start: int
    end: int


class Words(NamedTuple):
    """What a label names: rows, columns, the thing itself, and what is left that is not known.

    `narrower` are words that may tell of a part only, `manner` those that do for how it was done;
    `behind` is what is left behind all that it names; `joined` says that the rows, or the columns,
    stand together in one list.
    """

    rows: tuple[Wording, ...]
    columns: tuple[Wording, ...]
    has_object: bool
    has_stranger: bool
    narrower: str
    manner: str
    rest: str
    behind: str
    rows_joined: bool
    columns_joined: bool


class Vocabulary:
    """The words of one table's claims."""

    def __init__(self, claims: Claims) -> None:
        kinds = (
            *(("row", word, wording) for wording in claims.rows for word in wording.words),
            *(("column", word, wording) for wording in claims.columns for word in wording.words),
            *(("object", word, None) for word in claims.objects),
            *(("stranger", word, None) for word in claims.strangers),
            *(("filler", word, None) for word in claims.fillers),
        )
        self._words: dict[str, _Meaning] = {}
        for kind, word, wording in kinds:
            self._words.setdefault(word, (kind, wording))
        known = sorted(self._words, key=len, reverse=True)
        # A narrower scope goes before the single characters that it is made of, not before words.
        long = sum(len(word) > 1 for word in known)
        patterns = [*map(_pattern, known[:long]), f"({_NARROWER})", f"({_MANNER})", f"({_FILLER})"]
        self._pattern = re.compile("|".join((*patterns, *map(_pattern, known[long:]))))
        gaps = (self._words[word] for word in known if _GAP in word)
        self._groups: list[_Meaning] = [
            *gaps,
            ("narrower", None),
            ("manner", None),
            ("filler", None),
        ]

    @lru_cache(maxsize=512)  # noqa: B019 - there are as few vocabularies as tables
    def read(self, label: str) -> Words:
        """Return what the words of a label name."""
        found: list[Found] = []
        kinds: set[str] = set()
        narrower, manner, rest, at, last = [], [], [], 0, 0
        for match in self._pattern.finditer(label):
            group = match.lastindex
            kind, wording = self._groups[group - 1] if group else self._words[match[0]]
            kinds.add(kind)
            narrower += [match[0]] if kind == "narrower" else []
            manner += [match[0]] if kind == "manner" else []
            rest.append(label[at : match.start()])
            at = match.end()
            last = len(rest) if kind in _NAMING else last
            if wording:
                found.append(Found(kind, wording, match.start(), at))
        rest.append(label[at:])
        rows = [f for f in found if f.kind == "row"]
        columns = [f for f in found if f.kind == "column"]
        return Words(
            tuple(f.wording for f in rows),
            tuple(f.wording for f in columns),
            "object" in kinds,
            "stranger" in kinds,
            " ".join(narrower),
            " ".join(manner),
            _letters(rest),
            _letters(rest[last:]) if last else "",
            _are_joined(rows, label),
            _are_joined(columns, label),
        )


def _letters(texts: list[str]) -> str:
    return "".join(c for text in texts for c in text if c.isalpha())


def _are_joined(found: list[Found], label: str) -> bool:
    pairs = pairwise(found)
    return len(found) > 1 and all(
        a.wording.adds and b.wording.adds and _CONJOINED.fullmatch(label, a.end, b.start)
        for a, b in pairs
    )


def _pattern(word: str) -> str:
    """Return the pattern of a word, in a group where it has a gap."""
    return f"({'[^，；。（）]{0,8}?'.join(word.split(_GAP))})" if _GAP in word else re.escape(word)


class Topics:
    """What the prose of a form may speak of: the objects of its claims, and strangers to them."""

    def __init__(self, form: Form) -> None:
        self.claims = form.claims
        self.tables = {table.id: table for table in form.tables}
        self._vocabularies: dict[str, Vocabulary] = {}
        words: dict[str, Claims | None] = {}
        for claims in form.claims:
            # Words of a row are no strangers: 信访举报投诉类申请.
            words |= dict.fromkeys(claims.strangers)
        for claims in form.claims:
            words |= {word: claims for word in claims.named if "…" not in word}
        self._words = words
        ordered = sorted(words, key=len, reverse=True)
        told = (*(c.rows for c in form.claims), *(c.columns for c in form.claims))
        masks = (w for wordings in told for r in wordings for w in r.words if "…" not in w)
        longer = [w for w in masks if w not in words and any(s in w for s in words)]
        strangers = [word for word, claims in words.items() if claims is None]
        longer += [w for c in form.claims for w in c.fillers if any(s in w for s in strangers)]
        both = sorted((*ordered, *longer), key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, both)) or "(?!)")

    def read(self, label: str, claims: Claims) -> Words:
        """Return what the words of a label name of a table."""
        if claims.table not in self._vocabularies:
            self._vocabularies[claims.table] = Vocabulary(claims)
        return self._vocabularies[claims.table].read(label)

    def last(self, text: str, start: int, end: int) -> tuple[bool, Claims | None]:
        """Return whether something is counted in a text, and what: None if a stranger."""
        named = [m[0] for m in self._pattern.finditer(text, start, end) if m[0] in self._words]
        return bool(named), self._words[named[-1]] if named else None

    def of_title(self, title: str) -> Claims | None:
        """Return what a section is about by its title."""
        own = title.rsplit(" ", 1)[-1]
        named = [c for c in self.claims if any(word in own for word in c.titles)]
        return named[0] if len(named) == 1 else None


@lru_cache(maxsize=8)
def topics(form: Form) -> Topics:
    """Return what the prose of a report on a form may speak of."""
    return Topics(form)


def says_one(words: tuple[str, ...], text: str) -> bool:
    """Tell whether a text says one of some words, `…` in which stands for a few others."""
    patterns = (_FEW.join(map(re.escape, word.split(_GAP))) for word in words)
    return any(re.search(pattern, text) for pattern in patterns)


def scope(text: str) -> str:
    """Return words of a narrower scope in a text, the last of them."""
    return next((m[0] for m in reversed(list(_SCOPE.finditer(text)))), "")
