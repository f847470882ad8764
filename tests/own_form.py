"""A form of one's own, and a report on it: a sample with other labels and a row more."""

from __future__ import annotations

from pathlib import Path

from tests.real import SAMPLES

FORM = """\
id = "huaiting"
source = "槐汀县政务公开办〔2024〕1号"
base = "disclosure-2021"
from_year = 2023

[more.variants]
"applications/carried_in" = ["二、往年遗留件"]
"applications/*/business" = ["市场主体"]
"problems" = ["短板与打算"]

[[more.tables]]
id = "applications"
behind = "carried_out"
rows = [{ id = "not_given", label = "五、不予公开和无法提供合计" }]

[[more.identities]]
rule = "A301"
table = "applications"
each = "column"
left = ["refused.*", "unavailable.*"]
right = ["not_given"]
"""

_CHANGED = {
    "二、上年结转政府信息公开申请数量": "二、往年遗留件",
    "商业企业 科研机构": "市场主体 科研机构",
    "五、存在的主要问题及改进情况": "五、短板与打算",
    "四、结转下年度继续办理 4 0 0 0 1 0 5": (
        "四、结转下年度继续办理 4 0 0 0 1 0 5\n\n五、不予公开和无法提供合计 39 1 0 0 0 0 {total}"
    ),
}


def write(folder: Path, total: int = 40) -> tuple[Path, Path]:
    """Write the report and the form into a folder; 40 is what the row's total should be."""
    text = (SAMPLES / "huaiting-county-2024.txt").read_text("utf-8")
    for old, new in _CHANGED.items():
        assert text.count(old) == 1, old
        text = text.replace(old, new.format(total=total))
    report, form = folder / "huaiting-2024.txt", folder / "huaiting.toml"
    report.write_text(text, "utf-8")
    form.write_text(FORM, "utf-8")
    return report, form
