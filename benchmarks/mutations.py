"""How many planted defects are reported, on the right line and by the right rule.

    python benchmarks/mutations.py [--kind NAME] [--count N] [--seed N] [--misses] [README.md ...]

Takes clean entries of READMEs, plants one defect at a time, lints the whole file, and prints for
each kind of defect how many were planted and found, how many new findings stand on other lines
(`stray`), and how many of other rules on the same line (`beside`). A kind is planted `--count`
times, or as often as there is room for it, in all files in turn, in large ones less often. For a
kind that few READMEs have room for, room is made first: links to arXiv become DOIs, or lead to the
proceedings that their entries name; sections are folded away, and cells marked up. That brings no
finding, or nothing is planted there.
`--misses` prints each defect that was not found and each stray finding. Ends with 1 if a kind
misses the bar.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import chain, zip_longest
from pathlib import Path
from random import Random

from msgspec import Struct

from awesome_lint.rules import RULES
from defects import KINDS
from defects.source import Kind, Mutation, Outcome, Source, judge

LISTS = Path(os.environ.get("AWESOME_LINT_LISTS") or Path(__file__).parents[2] / "shared")
FOUND = 0.97
"""The share of planted defects that must be found, of each kind."""
STRAY = 0.01
"""How many new findings on other lines a planted defect may bring on average."""


LARGE = 60_000
"""Characters of a file that is planted in as often as any other."""


class Task(Struct, frozen=True):
    """A defect to plant: of which kind (by its index), in which file."""

    kind: int
    path: str
    mutation: Mutation


class Score(Struct, frozen=True):
    """What came of all defects of one kind."""

    kind: Kind
    tasks: Sequence[Task]
    outcomes: Sequence[Outcome]

    @property
    def found(self) -> int:
        """How many were reported."""
        return sum(outcome.found for outcome in self.outcomes)

    @property
    def stray(self) -> int:
        """How many new findings stand on other lines."""
        return sum(len(outcome.elsewhere) for outcome in self.outcomes)

    @property
    def beside(self) -> int:
        """How many new findings of other rules stand on the same line."""
        return sum(len(outcome.beside) for outcome in self.outcomes)

    @property
    def is_good(self) -> bool:
        """Whether the kind meets the bar."""
        planted = len(self.tasks)
        return self.found >= FOUND * planted and self.stray <= STRAY * planted


@cache
def load(path: str) -> Source:
    """Read and lint a file once in each process."""
    return Source(path, Path(path).read_text(encoding="utf-8"))


def tasks(number: int, paths: Iterable[str], count: int, seed: int) -> list[Task]:
    """Return `count` defects of a kind, taken in turn from the files, or fewer if there is no room.

    The same seed gives the same defects, whatever other kinds there are.
    """
    kind = KINDS[number]
    places: list[list[Task | None]] = []
    for path in paths:
        random = Random(f"{seed} {kind.name} {Path(path).name}")  # noqa: S311 - no secret
        source = load(path).prepared(kind)
        mutations = list(kind.plant(source, random))
        random.shuffle(mutations)
        # A large file takes its turn less often: its runs take longer.
        waits = [None] * (sum(map(len, source.lines)) // LARGE)
        places.append([turn for m in mutations[:count] for turn in (Task(number, path, m), *waits)])
    mixed = chain.from_iterable(zip_longest(*places))
    return [task for task in mixed if task is not None][:count]


def run(task: Task) -> Outcome:
    """Plant one defect and judge what is reported."""
    kind = KINDS[task.kind]
    return judge(load(task.path).prepared(kind), kind, task.mutation)


def scores(
    paths: Sequence[str], names: Sequence[str], count: int, seed: int
) -> Iterator[Score | Kind]:
    """Yield the score of each kind; the kind alone if no rule is there for it."""
    known = {rule.id for rule in RULES}
    for path in paths:
        load(path)
    with ProcessPoolExecutor() as pool:
        for number, kind in enumerate(KINDS):
            if names and kind.name not in names:
                continue
            if not kind.rules & known:
                yield kind
                continue
            planted = tasks(number, paths, count, seed)
            yield Score(kind, planted, list(pool.map(run, planted)))


def row(score: Score | Kind, count: int) -> str:
    """Return a line of the table."""
    if isinstance(score, Kind):
        return f"{score.name:34}{'rule not there yet':>26}  {', '.join(sorted(score.rules))}"
    planted = len(score.tasks)
    share = f"{100 * score.found / planted:5.1f} %" if planted else "-"
    note = "" if score.is_good else "  below the bar"
    if planted < count:
        note += f"  (the files have room for {planted})"
    rules = ", ".join(sorted(score.kind.rules))
    return (
        f"{score.kind.name:34}{planted:8}{score.found:8}{share:>10}"
        f"{score.stray:7}{score.beside:8}  {rules}{note}"
    )


def misses(score: Score) -> Iterator[str]:
    """Yield the defects of a kind that were not found, and its stray findings."""
    for task, outcome in zip(score.tasks, score.outcomes, strict=True):
        place = f"{Path(task.path).name}:{task.mutation.first}"
        if not outcome.found:
            yield f"    missed {place}: {' / '.join(task.mutation.inserted)[:600]}"
            yield from (f"      beside: {each}" for each in outcome.beside)
        yield from (f"    stray for {place}: {each}" for each in outcome.elsewhere)


def default_paths() -> list[str]:
    """Return the real lists, where they are at hand."""
    paths = [*sorted((LISTS / "corpus").glob("*+*.md")), LISTS / "seed" / "README.md"]
    return [str(path) for path in paths if path.is_file()]


def main() -> int:
    """Print the table; return 1 if a kind misses the bar."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--kind", action="append", default=[], choices=[k.name for k in KINDS])
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("paths", nargs="*", metavar="README.md")
    arguments = parser.parse_args()
    paths = arguments.paths or default_paths()
    if not paths:
        sys.exit("No READMEs: name some, or set AWESOME_LINT_LISTS")
    print(f"{'kind':34}{'planted':>8}{'found':>8}{'share':>10}{'stray':>7}{'beside':>8}  rules")
    good = True
    for score in scores(paths, arguments.kind, arguments.count, arguments.seed):
        print(row(score, arguments.count), flush=True)
        if isinstance(score, Score):
            good = good and score.is_good
            if arguments.misses:
                print("".join(f"{line}\n" for line in misses(score)), end="", flush=True)
    return int(not good)


if __name__ == "__main__":
    raise SystemExit(main())
