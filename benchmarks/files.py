"""Measure offline runs over several files: in one process and in two, and again without changes.

    python benchmarks/files.py [DIRECTORY]

Prints medians of wall times in seconds, and their ratios to a process that only parses the files
with markdown-it-py. All are measured alternately. Then each claim of this project about these
numbers is printed, and the exit status is 1 if one does not hold.
"""

from __future__ import annotations

import statistics
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from lint import LISTS, installed_command, judge, seconds, without_bytecode_setting

ROUNDS: Final = 5

PARSE: Final = """
import sys
from pathlib import Path
from markdown_it import MarkdownIt
md = MarkdownIt("gfm-like")
md.linkify.set({"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})
for path in sorted(Path(sys.argv[1]).rglob("*.md")):
    md.parse(path.read_text(encoding="utf-8"))
"""
"""The parser alone, with GitHub's syntax, in one process."""

MAX_COLD: Final = 1.3
"""Times that a first run in two processes may take as long as the parser in one."""
MAX_AGAIN: Final = 0.1
"""Part of the time of a first run that a second one may take."""


def main() -> int:
    """Measure and print; return 1 if a claim does not hold."""
    directory = Path(sys.argv[1]) if len(sys.argv) > 1 else LISTS / "corpus"
    sizes = [path.stat().st_size for path in directory.rglob("*.md")]
    if not sizes:
        sys.exit(f"{directory} has no lists: name a directory, or set AWESOME_LINT_LISTS")
    environment = without_bytecode_setting()
    offline = [installed_command(), "--offline", "--no-config", str(directory)]
    times: dict[str, list[float]] = {}
    for number in range(ROUNDS + 1):
        with TemporaryDirectory() as cache:
            commands = {
                "markdown-it-py": [sys.executable, "-c", PARSE, str(directory)],
                "one process": [*offline, "--no-cache", "--jobs=1"],
                "two processes": [*offline, "--cache-dir", cache, "--jobs=2"],
                "second run": [*offline, "--cache-dir", cache, "--jobs=2"],
            }
            for name, command in commands.items():
                took = seconds(command, environment)
                if number:  # the first round compiles modules
                    times.setdefault(name, []).append(took)
    medians = {name: statistics.median(values) for name, values in times.items()}
    print(f"{directory}: {len(sizes)} files, {sum(sizes)} bytes, median of {ROUNDS} runs each")
    print(f"{'':16}{'s':>8}{'ratio':>8}")
    for name, median in medians.items():
        print(f"{name:16}{median:8.2f}{median / medians['markdown-it-py']:8.2f}")
    cold = medians["two processes"] / medians["markdown-it-py"]
    again = medians["second run"] / medians["two processes"]
    return judge(
        {
            f"two processes: at most {MAX_COLD:g} of markdown-it-py: {cold:.2f}": cold <= MAX_COLD,
            f"second run: at most {MAX_AGAIN:g} of the first: {again:.2f}": again <= MAX_AGAIN,
        }
    )


if __name__ == "__main__":
    sys.exit(main())
