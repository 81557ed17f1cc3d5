"""Measure which published, withdrawn and retracted papers of a list are found.

    python benchmarks/published.py [RECORDS.yml]

`benchmarks/published/records.yml` has papers as arXiv, DataCite and OpenAlex know them, and what a
reader of their records would say: the venue and year of their publication, that they are withdrawn
or retracted, or nothing. A list that calls all of them preprints is checked with the command
`awesome-lint` at its defaults, in an internet in which arXiv answers, another in which DataCite
replaces it, and a third in which OpenAlex replaces both. A venue that awesome-lint does not know is
a miss. Prints a table by kind; exits with 1 if a target is missed.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Literal
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

import msgspec
import yaml
from msgspec import Struct

from awesome_lint.identifiers import arxiv
from fakenet import Internet, Page, Service
from fakenet.registries.arxiv import Arxiv
from fakenet.registries.datacite import ORIGIN as DATACITE
from fakenet.registries.datacite import DataCite
from fakenet.registries.openalex import ORIGIN as OPENALEX
from fakenet.registries.openalex import Location, OpenAlex, Work
from fakenet.world import Paper

RECORDS: Final = Path(__file__).parent / "published" / "records.yml"
RECALL: Final = 0.9
PRECISION: Final = 0.98

Registry = Literal["arxiv", "datacite", "openalex"]
REGISTRIES: Final[tuple[Registry, ...]] = ("arxiv", "datacite", "openalex")

_REFUSED: Final = Page(status=429, body="Rate exceeded.")
_HEADER: Final = "| Title | Venue | Link |\n|:--|:--|:--|\n"
_QUOTED: Final = re.compile(r"`([^`]+)`")


class Listed(Struct, frozen=True, forbid_unknown_fields=True):
    """A paper with the facts in its records."""

    id: str
    kind: str
    title: str
    expected: tuple[str, ...] = ()
    """What a reader would say, in any of several forms; empty for nothing."""
    listed: str = ""
    """The title in the list, if it is another one."""
    comment: str = ""
    journal_ref: str = ""
    doi: str = ""
    retracted: bool = False
    location: Location | None = None
    """A location of the work on OpenAlex."""

    def is_known_to(self, registry: Registry) -> bool:
        """Return whether a registry knows the facts."""
        if registry == "openalex":
            return self.retracted or self.location is not None
        return bool(self.comment or self.doi or (registry == "arxiv" and self.journal_ref))


class Score(Struct):
    """The papers of a kind, and what is found of them."""

    papers: int = 0
    expected: int = 0
    found: int = 0
    false: int = 0


class Result(Struct, frozen=True):
    """The score of each kind, the differences in words, and the requests by host."""

    scores: Mapping[str, Score]
    differences: Sequence[str]
    requests: Mapping[str, int]

    @property
    def recall(self) -> float:
        """The part of the expected findings that are made."""
        return self._sum("found") / self._sum("expected")

    @property
    def precision(self) -> float:
        """The part of the findings that are right."""
        return self._sum("found") / (self._sum("found") + self._sum("false"))

    def _sum(self, field: str) -> int:
        return sum(getattr(score, field) for score in self.scores.values())


def read(path: Path) -> list[Listed]:
    """Read the papers of a file."""
    return msgspec.convert(yaml.load(path.read_bytes(), yaml.CSafeLoader), list[Listed])


def measure(papers: Iterable[Listed]) -> Result:
    """Check the papers with each registry that knows their facts."""
    papers = list(papers)
    scores: dict[str, Score] = {}
    differences: list[str] = []
    requests: Counter[str] = Counter()
    for registry in REGISTRIES:
        known = [paper for paper in papers if paper.is_known_to(registry)]
        found = check(known, registry, requests)
        for paper, stated in zip(known, found, strict=True):
            score = scores.setdefault(paper.kind, Score())
            score.papers += 1
            score.expected += bool(paper.expected)
            right = len(stated) == 1 and stated[0] in paper.expected
            score.found += right
            score.false += 0 if right else len(stated)
            if not right and (stated or paper.expected):
                facts = paper.comment or paper.journal_ref or paper.doi or paper.location
                expected = " or ".join(paper.expected) or "nothing"
                differences.append(
                    f"{registry}: {facts}: {', '.join(stated) or 'nothing'}, not {expected}"
                )
    return Result(scores, differences, requests)


def check(
    papers: Sequence[Listed], registry: Registry, requests: Counter[str]
) -> list[tuple[str, ...]]:
    """Return what the command finds of each paper if `registry` answers; count the requests."""
    with (
        TemporaryDirectory() as directory,
        Internet({}, services=_services(papers, registry)) as net,
    ):
        authority = Path(directory, "ca.pem")
        authority.write_bytes(net.authority)
        rows = (
            f"| {each.listed or each.title} | arXiv | [Link](https://arxiv.org/abs/{each.id}) |\n"
            for each in papers
        )
        Path(directory, "README.md").write_text(_HEADER + "".join(rows), encoding="utf-8")
        options = ["--no-config", "--no-cache", "--format=json", f"--proxy={net.open_proxy()}"]
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": directory,
            "SSL_CERT_FILE": str(authority),
        }
        ended = subprocess.run(
            [sys.executable, "-m", "awesome_lint", *options, "README.md"],
            cwd=directory,
            env=environment,
            capture_output=True,
            check=False,
        )
    if ended.returncode > 1:
        sys.exit(ended.stderr.decode(errors="replace"))
    requests.update(urlsplit(request.url).hostname or "" for request in net.requests)
    found: list[list[str]] = [[] for _ in papers]
    for each in json.loads(ended.stdout)["findings"]:
        if each["rule"] in ("venue-outdated", "paper-withdrawn"):
            found[each["line"] - 3].append(_stated(each))
    return [tuple(stated) for stated in found]


def _stated(finding: Mapping[str, str]) -> str:
    """Return what a finding says: a venue and year, `withdrawn` or `retracted`."""
    if finding["rule"] == "paper-withdrawn":
        return "retracted" if "retracted" in finding["help"] else "withdrawn"
    match = _QUOTED.search(finding["help"])
    return match[1] if match else ""


def _services(papers: Sequence[Listed], registry: Registry) -> dict[str, Service]:
    """Return the registries, of which those before `registry` refuse all requests."""
    known = {
        paper.id: Paper(
            title=paper.title,
            published=f"{arxiv.first_year(paper.id)}-{paper.id[2:4]}-11T06:54:44Z",
            comment=paper.comment,
            journal_ref=paper.journal_ref,
            doi=paper.doi,
        )
        for paper in papers
    }
    works = {
        arxiv.doi_of(paper.id).lower(): Work(
            paper.title, paper.retracted, (Location(), *filter(None, [paper.location]))
        )
        for paper in papers
    }
    return {
        **Arxiv(known, page=None if registry == "arxiv" else _REFUSED).services,
        DATACITE: DataCite(known, page=_REFUSED if registry == "openalex" else None),
        OPENALEX: OpenAlex(works=works),
    }


def main() -> int:
    """Print the table; return 1 if a target is missed."""
    result = measure(read(Path(sys.argv[1]) if len(sys.argv) > 1 else RECORDS))
    for difference in result.differences:
        print(difference)
    print("\nkind                         papers  expected  found  false")
    for kind, score in sorted(result.scores.items()):
        print(f"{kind:28} {score.papers:6} {score.expected:9} {score.found:6} {score.false:6}")
    print(f"\nRecall {result.recall:.1%}, precision {result.precision:.1%}.")
    requests = ", ".join(f"{count} of {host}" for host, count in sorted(result.requests.items()))
    print(f"Requests in three checks: {requests}.")
    return int(result.recall < RECALL or result.precision < PRECISION)


if __name__ == "__main__":
    raise SystemExit(main())
