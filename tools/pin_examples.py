"""Pin the Action and the hooks, wherever users copy them from, to the commit of a tag or branch.

    python tools/pin_examples.py v1.2.3

A commit cannot contain its own hash, so this is done after a release, in a commit of its own.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PINNED = (
    *sorted((ROOT / "examples" / "workflows").glob("*.yml")),
    ROOT / "README.md",
    ROOT / "src" / "awesome_lint" / "cli" / "init.py",
)
_PIN = re.compile(r"(awesome-lint/awesome-lint@|rev: )[0-9a-f]{40} # \S+")


def main(arguments: list[str]) -> int:
    """Rewrite the pins to the ref that the arguments name; return an exit status."""
    (ref,) = arguments
    command = ["git", "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}"]
    commit = subprocess.run(  # noqa: S603 - no shell, and REF is no option
        command, cwd=ROOT, capture_output=True, encoding="ascii", check=False
    ).stdout.strip()
    if not commit:
        print(f"not a tag or branch of this clone: {ref}", file=sys.stderr)
        return 2
    for path in PINNED:
        text = path.read_text(encoding="utf-8")
        path.write_text(_PIN.sub(rf"\g<1>{commit} # {ref}", text), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
