"""Measure the time from an edit to its diagnostics in the language server.

    python benchmarks/server.py [README.md]

A client opens the list over standard input and output, edits one line, and waits for the
diagnostics. After each edit, the text is also linted in this process, by `lint_text`. Prints
medians in milliseconds, and the time until a new server has shown the first diagnostics. Then the
claim of this project about their ratio is printed, and the exit status is 1 if it does not hold.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

from awesome_lint import lint_text
from lint import LISTS, judge
from lsp_client import LspClient

ROUNDS = 15
MAX_RATIO = 1.3
"""Times that an edit may take as long as a lint."""


def measure(client: LspClient, text: str) -> tuple[float, list[float], list[float]]:
    """Return the seconds to the first diagnostics, and those of each edit and each lint."""
    start = time.perf_counter()
    uri = client.open("README.md", text)
    client.diagnostics(uri)
    first = time.perf_counter() - start
    edits, lints = [], []
    for number in range(ROUNDS + 1):
        insertion = f"{number % 10}"
        at = {"line": 0, "character": 0}
        text = insertion + text
        start = time.perf_counter()
        client.change(uri, {"range": {"start": at, "end": at}, "text": insertion}, text=text)
        found = client.diagnostics(uri)
        edits.append(time.perf_counter() - start)
        start = time.perf_counter()
        expected = lint_text(text)
        lints.append(time.perf_counter() - start)
        if len(found) != len(expected):
            sys.exit(f"{len(found)} diagnostics, but {len(expected)} findings")
    # The first lint in this process imports modules.
    return first, edits[1:], lints[1:]


def main() -> int:
    """Measure and print; return 1 if the claim does not hold."""
    readme = Path(sys.argv[1] if len(sys.argv) > 1 else LISTS / "seed" / "README.md")
    if not readme.is_file():
        sys.exit(f"{readme} is not there: name a README, or set AWESOME_LINT_LISTS")
    text = readme.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as directory, LspClient(Path(directory)) as client:
        first, edits, lints = measure(client, text)
    edit, lint = statistics.median(edits), statistics.median(lints)
    size = len(text.encode())
    print(f"{readme}, {size} bytes, median of {ROUNDS} edits, Python {sys.version.split()[0]}")
    print(f"{'first diagnostics':24}{first * 1000:8.0f} ms")
    print(f"{'diagnostics of an edit':24}{edit * 1000:8.0f} ms")
    print(f"{'lint in one process':24}{lint * 1000:8.0f} ms")
    ratio = edit / lint
    return judge({f"an edit: at most {MAX_RATIO:g} of a lint: {ratio:.2f}": ratio <= MAX_RATIO})


if __name__ == "__main__":
    sys.exit(main())
