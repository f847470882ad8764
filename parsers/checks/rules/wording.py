"""T: the wording, and the characters that it is written in."""

from __future__ import annotations

from parsers.checks.rules.rule import OWN, Rule
from parsers.messages import marked

RULES = (
    Rule(
        "T101",
        marked("the text layer holds compatibility radicals"),
        "info",
        marked(
            "Characters in the file look like ordinary ones but are radicals from other Unicode "
            "blocks. gouji reads them as the characters they stand for."
        ),
        marked("Searching the file for the ordinary word finds nothing, and copied text is wrong."),
        marked("⼈⺠政府 looks like 人民政府 but is not found when searching for it."),
        OWN,
    ),
    Rule(
        "T102",
        marked("characters without a meaning"),
        "info",
        marked(
            "The text holds characters from the private-use area, which mean something in one font "
            "only, or the replacement character, which stands where a character was lost."
        ),
        marked("Another program shows a box or nothing; words with them are not found."),
        marked("A bullet of the font Wingdings that the file gives as U+F0B7."),
        OWN,
    ),
    Rule(
        "T103",
        marked("a date is broken"),
        "warning",
        marked("A date lacks a part, has a part twice, or is one that no calendar has."),
        marked("Readers and programs cannot tell which day is meant."),
        marked("20201月1日 lacks the 年; 2023年13月1日 and 2023年2月30日 do not exist."),
        OWN,
    ),
    Rule(
        "T104",
        marked("a template's placeholder was left in"),
        "warning",
        marked("Words of the template stand where the office should have put its own."),
        marked("The sentence is not finished, or was never written."),
        marked("（文字描述） under a heading; XX局 or 20XX年 in a sentence."),
        OWN,
    ),
    Rule(
        "T105",
        marked("a mark or a word stands twice"),
        "info",
        marked(
            "Two marks follow each other, or a word stands twice in a row. Only such words are "
            "looked for as no sentence has twice."
        ),
        marked("It is a slip of the hand, or what is left of a sentence that was changed."),
        marked("，， or 。。; 进行进行公开; 政府信息公开信息公开平台."),
        OWN,
    ),
)
