"""Lint random and corrupted documents, and report those that fail.

    python benchmarks/fuzz.py [--count N] [--seed N]

Half of them are random combinations of Markdown, half are parts of the real lists with bytes
removed, repeated, swapped and inserted. No error may be raised, all findings must be inside the
document, and every report must render. Prints the smallest text with the same failure, and exits
with 1 if there is any.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

from robustness import built, check, corrupted, seeded, smallest

LISTS = Path(os.environ.get("AWESOME_LINT_LISTS") or Path(__file__).parents[2] / "shared")


@cache
def real_lists() -> tuple[str, ...]:
    """Return the texts of the real lists, if available."""
    paths = [LISTS / "seed" / "README.md", *sorted((LISTS / "corpus").glob("*+*.md"))]
    return tuple(path.read_text(encoding="utf-8") for path in paths if path.is_file())


def document(seed: int, number: int) -> str:
    """Return the document of a number. It is the same in each run."""
    random = seeded(f"{seed} {number}")
    if real_lists() and number % 2:
        return corrupted(random.choice(real_lists()), random)
    return built(random, 400)


def failure(text: str) -> str:
    """Return the failure of a text, or nothing: the error and the place where it was raised."""
    try:
        check(text)
    except Exception as error:
        trace = error.__traceback__
        while trace and trace.tb_next:
            trace = trace.tb_next
        code = trace.tb_frame.f_code if trace else None
        where = f"{Path(code.co_filename).name}:{code.co_name}" if code else "nowhere"
        return f"{type(error).__name__} in {where}"
    return ""


def _fails(what: str, text: str) -> bool:
    return failure(text) == what


def run(seed: int, number: int) -> tuple[str, int]:
    """Lint one document; return its failure and its length."""
    text = document(seed, number)
    return failure(text), len(text)


def main() -> int:
    """Print the number of documents and the failures; return 1 if there are any."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    start = time.perf_counter()
    real_lists()
    with ProcessPoolExecutor() as pool:
        numbers = range(arguments.count)
        outcomes = list(pool.map(partial(run, arguments.seed), numbers, chunksize=50))
    total = sum(length for _, length in outcomes)
    took = time.perf_counter() - start
    print(f"{arguments.count} documents, {total / 1e6:.1f} million characters, {took:.0f} s")
    wrong = Counter(what for what, _ in outcomes if what)
    print(f"{sum(wrong.values())} went wrong")
    for what, times in wrong.most_common():
        number = next(index for index, outcome in enumerate(outcomes) if outcome[0] == what)
        text = smallest(document(arguments.seed, number), partial(_fails, what))
        print(f"{times} x {what}, first in document {number}: {text!r}")
    return int(bool(wrong))


if __name__ == "__main__":
    raise SystemExit(main())
