"""Measure what readers of a list lose by fixes, with GitHub's renderer as the judge.

    python benchmarks/fix_losses.py [--count N] [--seed N]

The documents are the real lists, if available; the small ones of them with a defect of each kind;
and random or corrupted documents. Each is fixed as by --fix and as by --fix --unsafe-fixes. Prints
the number of words and URLs that vanished, all of which a fix must name, and exits with 1 if one is
not named.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

from awesome_lint import fixes
from defects import KINDS
from defects.source import Source
from fix_oracle import Shown, unnamed, unnamed_alone
from fuzz import document, real_lists
from linting import lint
from robustness import seeded

_SMALL = 40_000
"""Characters of the longest document whose fixes are also applied one by one."""


def losses(text: str) -> tuple[int, int, list[str], bool]:
    """Fix a document; return its fixes, the words and URLs that are gone, and those not named.

    The last value is whether the documents could be compared.
    """
    made = gone = 0
    wrong = []
    for unsafe in (False, True):
        fixed = fixes.apply_fixes(text, lint, unsafe=unsafe)
        if not fixed.applied:
            continue
        made += len(fixed.applied)
        old, new = Shown(text), Shown(fixed.text)
        gone += len(set(old.words) - set(new.words)) + len(set(old.urls) - set(new.urls))
        applied = [each.fix for each in fixed.applied if each.fix]
        if lost := unnamed(text, fixed.text, applied):
            rules = "/".join(sorted({each.rule for each in fixed.applied}))
            wrong.append(f"{'unsafe' if unsafe else 'safe'} {rules}: {' '.join(lost[:6])}")
    if len(text) <= _SMALL:
        for each, lost in unnamed_alone(text, lint(text)):
            safe = "safe" if each.fix and each.fix.safe else "unsafe"
            wrong.append(f"alone, {safe} {each.rule}:{each.span.line}: {' '.join(lost[:6])}")
    return made, gone, wrong, not Shown(text).is_broken


def planted() -> Iterator[str]:
    """Yield the real lists, and the small ones of them with a defect of each kind."""
    for number, text in enumerate(real_lists()):
        yield text
        if len(text) > _SMALL:
            continue
        source = Source(str(number), text)
        for kind in KINDS:
            prepared = source.prepared(kind)
            mutations = list(kind.plant(prepared, seeded(f"{number} {kind.name}")))
            for mutation in mutations[:: max(len(mutations) // 3, 1)][:3]:
                yield mutation.apply(prepared.lines)


def _made_up(seed: int, number: int) -> tuple[int, int, list[str], bool]:
    return losses(document(seed, number))


def main() -> int:
    """Print what vanished, and what of it no fix names; return 1 if there is any."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    start = time.perf_counter()
    with ProcessPoolExecutor() as pool:
        numbers = range(arguments.count)
        found = list(pool.map(partial(_made_up, arguments.seed), numbers, chunksize=20))
        found += list(pool.map(losses, planted(), chunksize=4))
    made, gone = sum(each[0] for each in found), sum(each[1] for each in found)
    wrong = [(number, line) for number, each in enumerate(found) for line in each[2]]
    print(
        f"{len(found)} documents, {sum(each[3] for each in found)} of them judged, {made} fixes,"
        f" {gone} words and URLs gone, {len(wrong)} losses not named,"
        f" {time.perf_counter() - start:.0f} s"
    )
    for line, times in Counter(line.partition(":")[0] for _, line in wrong).most_common(20):
        example = next(each for each in wrong if each[1].startswith(line))
        print(f"{times} x document {example[0]}: {example[1]}")
    return int(bool(wrong))


if __name__ == "__main__":
    raise SystemExit(main())
