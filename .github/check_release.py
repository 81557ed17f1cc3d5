"""Check that a tag, the version and the changelog describe the same release.

    python .github/check_release.py v1.2.3

Exits with status 1 and prints the differences if the tag is not `v` and the version of
`src/awesome_lint/version.py`, if the top entry of the changelog is not that version with a date, or
if the README says that there is no release.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def problems(tag: str, version_module: str, changelog: str, readme: str) -> list[str]:
    """Return a message for each difference."""
    found = re.search(r'^__version__ = "([^"]+)"$', version_module, re.MULTILINE)
    version = found[1] if found else "none"
    entry = re.search(r"^## \[([^]]+)\] - (.+)$", changelog, re.MULTILINE)
    top, date = entry.groups() if entry else ("none", "none")
    wrong = []
    if tag != f"v{version}":
        wrong.append(f"the tag is {tag}, but the version is {version}")
    if top != version:
        wrong.append(f"the changelog's top entry is {top}, but the version is {version}")
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", date):
        wrong.append(f"the changelog's top entry has `{date}` in place of a date")
    if "no release yet" in readme:
        wrong.append("the README says that there is no release yet")
    return wrong


def main() -> int:
    """Print the differences; return the exit status."""
    (tag,) = sys.argv[1:]
    names = ("src/awesome_lint/version.py", "CHANGELOG.md", "README.md")
    wrong = problems(tag, *((ROOT / name).read_text(encoding="utf-8") for name in names))
    for each in wrong:
        sys.stderr.write(f"{each}\n")
    return int(bool(wrong))


if __name__ == "__main__":
    raise SystemExit(main())
