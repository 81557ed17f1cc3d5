"""Count the planted defects that are reported on the right line by the right rule.

    python benchmarks/mutations.py [--kind NAME] [--count N] [--seed N] [--misses] [README.md ...]

Takes clean entries of READMEs, plants one defect at a time, lints the whole file, and prints for
each kind of defect the numbers of planted and found defects, of new findings on other lines
(`stray`), and of findings of other rules on the same line (`beside`). One entry more or less can
make a habit of the list: findings about that habit are shown with `--misses`, but not counted. A
kind is planted `--count` times, or in as many places as there are, in all files in turn, in large
ones less often. For kinds that few READMEs have a place for, the README is prepared first: links to
arXiv become DOIs or links to the proceedings that their entries name, sections are folded, cells
are marked up, and tables are written in HTML. Lines with a finding after that are not used.

`--misses` prints each missed defect and each stray finding. Exits with 1 if a kind is below the
required share.
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
"""The required share of found defects, for each kind."""
STRAY = 0.01
"""The maximum average number of stray findings per planted defect."""


LARGE = 60_000
"""Characters of the largest file in which defects are planted as often as in any other."""


class Task(Struct, frozen=True):
    """A defect to plant: the index of its kind, and its file."""

    kind: int
    path: str
    mutation: Mutation


class Score(Struct, frozen=True):
    """The results of all defects of one kind."""

    kind: Kind
    tasks: Sequence[Task]
    outcomes: Sequence[Outcome]

    @property
    def found(self) -> int:
        """The number of reported defects."""
        return sum(outcome.found for outcome in self.outcomes)

    @property
    def stray(self) -> int:
        """The number of new findings on other lines."""
        return sum(len(outcome.elsewhere) for outcome in self.outcomes)

    @property
    def beside(self) -> int:
        """The number of new findings of other rules on the same line."""
        return sum(len(outcome.beside) for outcome in self.outcomes)

    @property
    def is_good(self) -> bool:
        """Whether the kind reaches the required share."""
        planted = len(self.tasks)
        return self.found >= FOUND * planted and self.stray <= STRAY * planted


@cache
def load(path: str) -> Source:
    """Read and lint a file once in each process."""
    return Source(path, Path(path).read_text(encoding="utf-8"))


def tasks(number: int, paths: Iterable[str], count: int, seed: int) -> list[Task]:
    """Return `count` defects of a kind from the files in turn, or fewer if places are missing.

    The same seed gives the same defects, independent of other kinds.
    """
    kind = KINDS[number]
    places: list[list[Task | None]] = []
    for path in paths:
        random = Random(f"{seed} {kind.name} {Path(path).name}")  # noqa: S311 - no secret
        source = load(path).prepared(kind)
        mutations = list(kind.plant(source, random))
        random.shuffle(mutations)
        # Large files are used less often, since their runs take longer.
        waits = [None] * (sum(map(len, source.lines)) // LARGE)
        places.append([turn for m in mutations[:count] for turn in (Task(number, path, m), *waits)])
    mixed = chain.from_iterable(zip_longest(*places))
    return [task for task in mixed if task is not None][:count]


def run(task: Task) -> Outcome:
    """Plant one defect and return its result."""
    kind = KINDS[task.kind]
    return judge(load(task.path).prepared(kind), kind, task.mutation)


def scores(
    paths: Sequence[str], names: Sequence[str], count: int, seed: int
) -> Iterator[Score | Kind]:
    """Yield the score of each kind; the kind alone if its rules do not exist."""
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
    """Yield the missed defects of a kind, and its stray findings."""
    for task, outcome in zip(score.tasks, score.outcomes, strict=True):
        place = f"{Path(task.path).name}:{task.mutation.first}"
        if not outcome.found:
            yield f"    missed {place}: {' / '.join(task.mutation.inserted)[:600]}"
            yield from (f"      beside: {each}" for each in outcome.beside)
        yield from (f"    stray for {place}: {each}" for each in outcome.elsewhere)
        yield from (f"    tipped by {place}: {each}" for each in outcome.tipped)


def default_paths() -> list[str]:
    """Return the real lists, if available."""
    paths = [*sorted((LISTS / "corpus").glob("*+*.md")), LISTS / "seed" / "README.md"]
    return [str(path) for path in paths if path.is_file()]


def main() -> int:
    """Print the table; return 1 if a kind is below the required share."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    names = [kind.name for kind in KINDS]
    parser.add_argument("--kind", action="append", default=[], metavar="NAME", choices=names)
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
