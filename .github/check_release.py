"""Whether a tag, the version and the changelog are of one release.

    python .github/check_release.py v1.2.3

Ends with 1, and says what differs, where the tag is not `v` and the version of
`src/awesome_lint/version.py`, or the changelog's top entry is not that version with a date.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]


def problems(tag: str, version_module: str, changelog: str) -> list[str]:
    """Return what keeps a tag from being a release, in words."""
    found = re.search(r'^__version__ = "([^"]+)"$', version_module, re.MULTILINE)
    version = found[1] if found else "none"
    entry = re.search(r"^## \[([^]]+)\] - (.+)$", changelog, re.MULTILINE)
    top, date = entry.groups() if entry else ("none", "none")
    wrong = []
    if tag != f"v{version}":
        wrong.append(f"the tag is {tag}, and the version {version}")
    if top != version:
        wrong.append(f"the changelog's top entry is {top}, and the version {version}")
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", date):
        wrong.append(f"the changelog's top entry has no date, but `{date}`")
    return wrong


def main() -> int:
    """Say what is wrong, if anything is."""
    (tag,) = sys.argv[1:]
    module = (ROOT / "src" / "awesome_lint" / "version.py").read_text(encoding="utf-8")
    wrong = problems(tag, module, (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    for each in wrong:
        sys.stderr.write(f"{each}\n")
    return int(bool(wrong))


if __name__ == "__main__":
    raise SystemExit(main())
