"""What a rule declares, and the official sources that rules name.

Texts are English templates and the keys of the message catalogue.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from parsers.messages import marked
from parsers.model import Severity

FORM_2021 = marked("国办公开办函〔2021〕30号, the form of the annual report and its notes")
REGULATION = marked("《中华人民共和国政府信息公开条例》第五十条: what an annual report contains")
FEES = marked(
    "国办函〔2020〕109号 on the 信息处理费; 国办公开办函〔2021〕30号 has it reported in section 六"
)
OWN = marked("gouji's own rule; no official text asks for it")


class Rule(Struct, frozen=True):
    """A numbered kind of check. `counted` says in which ledger its checks stand, if in one."""

    code: str
    name: str
    severity: Severity
    what: str
    why: str
    example: str
    source: str
    counted: Literal["identity", "claim"] | None = None
