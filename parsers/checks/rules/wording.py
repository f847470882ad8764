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
)
