"""The documentation describes every package."""

from pathlib import Path

import awesome_lint
from paths import DOCS

PACKAGE = Path(awesome_lint.__file__).parent
PAGE = DOCS / "architecture.md"


def test_the_architecture_names_every_part() -> None:
    modules = {path.name for path in PACKAGE.glob("*.py")} - {"__main__.py", "version.py"}
    packages = {f"{path.parent.name}/" for path in PACKAGE.glob("*/__init__.py")} - {"rules/"}
    parts = PAGE.read_text(encoding="utf-8").partition("## The parts")[2].partition("\n## ")[0]
    assert {part for part in modules | packages if f"| `{part}` |" not in parts} == set()
