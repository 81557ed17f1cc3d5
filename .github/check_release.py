"""Check that a tag, the version and the changelog describe the same release.

    python .github/check_release.py v1.2.3

Exits with status 1 and prints the differences if the tag is not `v` and the version of
`src/awesome_lint/version.py`, or if the top entry of the changelog is not that version with a date.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def problems(tag: str, version_module: str, changelog: str) -> list[str]:
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
    return wrong


def main() -> int:
    """Print the differences; return the exit status."""
    (tag,) = sys.argv[1:]
    module = (ROOT / "src" / "awesome_lint" / "version.py").read_text(encoding="utf-8")
    wrong = problems(tag, module, (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    for each in wrong:
        sys.stderr.write(f"{each}\n")
    return int(bool(wrong))


if __name__ == "__main__":
    raise SystemExit(main())
