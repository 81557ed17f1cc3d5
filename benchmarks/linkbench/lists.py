"""Lists with links to check, links planted in them, and the internet that they link to."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any, Final

from awesome_lint import rulebook
from awesome_lint.document import parse
from awesome_lint.identifiers.arxiv import doi_of
from awesome_lint.links.plan import plan
from awesome_lint.links.registries import arxiv, doi
from awesome_lint.model import Record

DELAY: Final = 0.1
"""Seconds that each response takes."""
ARXIV_RATE: Final = 4
"""Requests per second that arXiv answers; others get 429."""
ARXIV_API: Final = 3.0
"""Seconds between requests to arXiv's API (its terms of use)."""

REFUSING: Final = ("https://export.arxiv.org", "https://api.semanticscholar.org")
"""APIs that often refuse requests: arXiv's from shared clouds, Semantic Scholar's without a key."""

_SEED: Final = "seed/README.md"
_WRITTEN: Final = re.compile(r"https?://[^\s<>()\[\]|\"'`]+")
"""A URL in a text, whether GitHub links it or not, since other tools request it as well."""
_DEAD_ARXIV: Final = (
    *(f"https://arxiv.org/abs/24{month:02}.3{month:02}91" for month in (1, 4, 7, 10)),
    "https://arxiv.org/pdf/2306.39992",
    "https://arxiv.org/pdf/2309.39993v2",
)
_DEAD_DOIS: Final = (
    "https://doi.org/10.1145/3999901.3999902",
    "https://doi.org/10.1007/978-3-031-99999-9_99",
    "https://dl.acm.org/doi/10.1145/3999903.3999904",
    "https://link.springer.com/article/10.1007/s99999-024-99999-9",
)
_DEAD_PAGES: Final = (
    "https://github.com/lists-of-old/renamed-and-gone",
    "https://github.com/lists-of-old/deleted/blob/main/README.md",
    "https://github.com/nobody-of-this-name-here",
    "https://aclanthology.org/2024.nowhere-1.1/",
    "https://openreview.net/forum?id=notThere12",
    "https://www.kaggle.com/datasets/nobody/nothing",
    "http://papers-of-old.net/paper.pdf",
)
_GONE_HOSTS: Final = (
    "https://lab-of-old-papers.org/",
    "https://slides-of-old-talks.org/2021/talk.pdf",
    "http://data-of-old-projects.org/data.zip",
)
PLANTED: Final = (*_DEAD_ARXIV, *_DEAD_DOIS, *_DEAD_PAGES, *_GONE_HOSTS)
"""Dead links to add to a list: without a response, or with an error page."""


def seed() -> str:
    """Return the text of the seed list of AWESOME_LINT_LISTS, or of a generated list like it."""
    directory = os.environ.get("AWESOME_LINT_LISTS") or Path(__file__).parents[3] / "shared"
    path = Path(directory, _SEED)
    return path.read_text(encoding="utf-8") if path.is_file() else made()


def made() -> str:
    """Return a list of 622 links: 559 arXiv papers, and other links that are usual in lists."""
    lines = ["# A List of Papers", "", "| Paper | Link |", "|:--|:--|"]
    for number in range(559):
        month = f"{20 + number // 144}{number // 12 % 12 + 1:02}"
        page = "pdf" if number % 5 == 0 else "abs"
        url = f"https://arxiv.org/{page}/{month}.{10000 + number}"
        lines.append(f"| A Paper About Number {number} of Many | [Link]({url}) |")
    others = [
        *(f"https://dl.acm.org/doi/10.1145/36{number}.36{number}" for number in range(100, 117)),
        *(f"https://github.com/owner-{number}/list" for number in range(19)),
        *(f"https://www.arxiv.org/abs/2501.{number}" for number in range(20000, 20007)),
        *(f"https://lab-{number}.org/papers/{number}.pdf" for number in range(20)),
    ]
    return "\n".join((*lines, "", *(f"- [Other {url[8:]}]({url})" for url in others), ""))


def planted(text: str) -> str:
    """Return a list with the planted links at its end."""
    items = (f"- [Planted {number}]({url})\n" for number, url in enumerate(PLANTED))
    return f"{text}\n\n## Planted\n\n{''.join(items)}"


def internet(text: str, *, registries: bool = True, arxiv_refuses: bool = False) -> dict[str, Any]:
    """Return the description of an internet with all links of a list except the planted ones.

    Without `registries`, no API responds, and there are no rate limits. If `arxiv_refuses`, the
    APIs of REFUSING answer all requests with 429.
    """
    document = parse("", text, rulebook.vocabulary())
    titles = {
        link.url: entry.title.text
        for entry in document.entries
        for link in entry.links
        if entry.title
    }
    pages: dict[str, Any] = {}
    papers: dict[str, Any] = {}
    handles: dict[str, str] = {}
    urls = (*(link.url for link in document.links), *_WRITTEN.findall(text))
    for requested, written in plan(urls).links_by_url.items():
        url = str(requested)
        paper = arxiv.identify(url)
        name = doi.identify(url)
        if url in PLANTED:
            if url not in (*_DEAD_ARXIV, *_GONE_HOSTS):
                pages[url] = {"status": 404, "delay": DELAY}
            continue
        if paper:
            papers[paper] = {"title": titles.get(written[0], "A Paper")}
        if name:
            handles[name] = url
        if paper:
            handles[doi_of(paper)] = url
        if not (paper and arxiv.link_result(url, Record("arxiv", paper, url)) and registries):
            pages[url] = {"delay": DELAY}
    if not registries:
        return {"pages": pages}
    return {
        "pages": pages,
        "arxiv": {
            "papers": papers,
            "rate": ARXIV_RATE,
            "api_interval": ARXIV_API,
            "delay": DELAY,
        },
        "datacite": {"papers": papers, "delay": DELAY},
        "openalex": {"dois": [doi_of(paper) for paper in papers], "delay": DELAY},
        "doi": {"handles": handles, "delay": DELAY},
        "wayback": {"delay": DELAY},
        "refusing": list(REFUSING) if arxiv_refuses else [],
        "delay": DELAY,
    }
