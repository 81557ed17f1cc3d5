"""The rulebook: the pages of the rules, and the tables of facts, in `rules/`.

The tables are YAML. Each row is one line, a list item that is JSON as well: read as JSON, a table
costs a hundredth of the time that a YAML parser takes. A table is read when it is first needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Literal, TypeVar
from urllib.parse import urljoin

import msgspec
from msgspec import Struct

from awesome_lint.model import KnownHost, Venue, Vocabulary
from awesome_lint.text.patterns import deferred

PROJECT_URL = "https://github.com/awesome-lint/awesome-lint"
RAW_URL = "https://raw.githubusercontent.com/awesome-lint/awesome-lint/main"
PAGES_URL = f"{PROJECT_URL}/blob/main/rules/"

_FOR_TESTS = deferred(r"^<!-- test\n.*?^-->\n", re.MULTILINE | re.DOTALL)
"""Comments of a page that only its tests read: HTTP responses, files."""

Row = TypeVar("Row")

Platform = Literal["arxiv", "github", "huggingface"]
"""The sites whose papers and repositories badges show."""


@cache
def directory() -> Path:
    """Return the directory of the rulebook: package data when installed, `rules/` in a checkout."""
    installed = Path(__file__).parent / "rules"
    if (installed / "venues.yml").is_file():
        return installed
    return Path(__file__).parents[2] / "rules"


def page(rule: str) -> str:
    """Return the Markdown text of a rule's page, without the comments that only tests read."""
    return _FOR_TESTS().sub("", (directory() / f"{rule}.md").read_text(encoding="utf-8"))


@cache
def page_url(rule: str) -> str:
    """Return the URL of a rule's page."""
    return f"{PAGES_URL}{rule}.md"


def absolute_links(text: str) -> str:
    """Return text of a page in which links to other pages, tables and docs are absolute URLs.

    Code is unchanged.
    """
    return re.sub(
        r"^```.*?^```$|`[^`\n]+`|(?<=\]\()(?P<path>(?:\.\./docs/)?[\w-]+\.(?:md|yml))",
        lambda match: urljoin(PAGES_URL, match[0]) if match["path"] else match[0],
        text,
        flags=re.MULTILINE | re.DOTALL,
    )


def summary(rule: str) -> str:
    """Return the summary of a rule: the first paragraph of its page."""
    return " ".join(page(rule).split("\n\n")[1].split())


def rows(table: str, row: type[Row]) -> tuple[Row, ...]:
    """Return the rows of `rules/<table>.yml`, each converted to the type `row`."""
    _, _, items = (directory() / f"{table}.yml").read_bytes().partition(b"\n- ")
    array = b"[" + items.replace(b"\n- ", b",") + b"]"
    return msgspec.json.decode(array, type=tuple[row, ...])  # type: ignore[valid-type]


class Word(Struct, frozen=True, forbid_unknown_fields=True):
    """A row of a table of words.

    `word` is a word or a phrase, in the form in which it is looked up. `kinds` are the lists of the
    table that it is in, which the comment at the head of the table describes. `source` is the
    source of the fact, empty for common knowledge.
    """

    word: str
    kinds: tuple[str, ...]
    source: str = ""


@cache
def words(table: str, *kinds: str) -> frozenset[str]:
    """Return the words of some kinds in a table of words. Raise KeyError for an unknown kind."""
    known = _kinds(table)
    return frozenset().union(*(known[kind] for kind in kinds))


@cache
def _kinds(table: str) -> Mapping[str, frozenset[str]]:
    kinds: dict[str, set[str]] = {}
    for row in rows(table, Word):
        for kind in row.kinds:
            kinds.setdefault(kind, set()).add(row.word)
    return {kind: frozenset(found) for kind, found in kinds.items()}


class WallMark(Struct, frozen=True, forbid_unknown_fields=True):
    """A row of `bot_walls.yml`: a mark of a bot wall in a response.

    `text` is in lower case, in the header `header` or, if that is empty, in the page. A mark of a
    `refusal` counts only with a status of a refusal. `source` is the source of the mark.
    """

    wall: str
    header: str = ""
    text: str = ""
    refusal: bool = False
    source: str = ""


@cache
def wall_marks() -> tuple[WallMark, ...]:
    """Return the rows of `bot_walls.yml`."""
    return rows("bot_walls", WallMark)


class _Tagged(Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind"):
    """A row of a table with several kinds of rows, distinguished by `kind`."""


class AnthologyVenue(_Tagged, frozen=True, tag="anthology"):
    """A venue in identifiers of the ACL Anthology (`proceedings.yml`).

    `id` is its name in new identifiers, `letter` in old ones, if it has one. Its papers may be
    listed under each of `venues`, of which the first is its name. Papers of a `journal` may be
    presented at conferences as well.
    """

    id: str
    letter: str = ""
    venues: tuple[str, ...] = ()
    journal: bool = False


class DoiPrefix(_Tagged, frozen=True, tag="doi"):
    """The `prefix` of the DOIs of a venue, in lower case.

    All of them are of the `year`, or state their year in a `form`; else it is unknown.
    """

    prefix: str
    venue: str
    year: int | None = None
    form: Literal["ieee", "springer", "year"] | None = None


class Event(_Tagged, frozen=True, tag="event"):
    """A conference in the paths of a `form` of hosts, where its name is `id`, in lower case."""

    form: str
    id: str
    venue: str


class ProceedingsHost(_Tagged, frozen=True, tag="host"):
    """A host whose paths contain the venue of a paper.

    `host` is without `www.`. `form` is the form of its paths, and `venue` is the venue of all of
    them, empty if each path names its own.
    """

    host: str
    form: Literal["cvf", "eccv", "ijcai", "interspeech", "jmlr", "pmlr", "rss", "usenix", "year"]
    venue: str = ""


class JointConference(_Tagged, frozen=True, tag="joint"):
    """Conferences held jointly in a year: the `id` of one of them, and all their names."""

    id: str
    year: int
    venues: tuple[str, ...]


class PmlrVolume(_Tagged, frozen=True, tag="pmlr"):
    """A volume of the Proceedings of Machine Learning Research.

    `venue` and `year` are those of its conference; a `late` one was published in the year after it.
    """

    volume: int
    venue: str
    year: int
    late: bool = False


ProceedingsRow = AnthologyVenue | DoiPrefix | Event | ProceedingsHost | JointConference | PmlrVolume


@cache
def proceedings() -> tuple[ProceedingsRow, ...]:
    """Return the rows of `proceedings.yml`."""
    return rows("proceedings", ProceedingsRow)  # type: ignore[arg-type]


class ImagePage(_Tagged, frozen=True, tag="page"):
    """Pages whose URLs are used as those of images (`images.yml`).

    They are on `host`, or on the hosts below `*.`, at `path`, in which `*` is any name or end of a
    name, and `**` any further names. With one of the query parameters `unless`, the host serves
    the file itself; `without_extension`, a path that has a file name extension is an image. The
    first text of `replace` in a URL is replaced by the second for the URL of the image. `what`
    describes the page, and `video` is whether it is a video.
    """

    host: str
    path: str
    what: str
    unless: frozenset[str] = frozenset()
    without_extension: bool = False
    replace: tuple[str, str] | None = None
    video: bool = False
    source: str = ""


class NoImageFile(_Tagged, frozen=True, tag="file"):
    """Files that are not images, by the name extension `extension`, in lower case."""

    extension: str
    what: str
    video: bool = False


class ExpiringImage(_Tagged, frozen=True, tag="expiring"):
    """URLs that stop working, with all the query `parameters`, on `host` or, if empty, any host."""

    host: str
    parameters: frozenset[str]
    what: str
    source: str = ""


class NamedImages(_Tagged, frozen=True, tag="named"):
    """A host whose images may have names like files."""

    host: str


ImageRow = ImagePage | NoImageFile | ExpiringImage | NamedImages


@cache
def images() -> tuple[ImageRow, ...]:
    """Return the rows of `images.yml`."""
    return rows("images", ImageRow)  # type: ignore[arg-type]


class BadgeAlias(_Tagged, frozen=True, tag="alias"):
    """A `host` that serves the same badges as the host `of` (`badges.yml`)."""

    host: str
    of: str
    source: str = ""


class RepositoryBadge(_Tagged, frozen=True, tag="badge"):
    """Badges of `host` at `path` that show a repository.

    The repository is `{repository}` in the path, or the value of the query `parameter`: names
    separated by commas, or the URL of a page.
    """

    host: str
    path: str
    parameter: str = ""
    platform: Platform = "github"
    source: str = ""


class StaticBadgeLabel(_Tagged, frozen=True, tag="label"):
    """A label, in lower case, of static badges whose message is a repository of a platform."""

    word: str
    platform: Platform


class RetiredMessage(_Tagged, frozen=True, tag="message"):
    """Message, as a glob in lower case, with which `host` says that it has retired a badge."""

    host: str
    text: str
    source: str


class RepositoryPage(_Tagged, frozen=True, tag="page"):
    """Pages of `host` at `path` about a repository, in the form of `RepositoryBadge`."""

    host: str
    path: str
    parameter: str = ""
    platform: Platform = "github"
    source: str = ""


class RetiredBadge(_Tagged, frozen=True, tag="retired"):
    """Images of `host` at `path` that are not served any more, for the reason `what`, a sentence.

    Readers see what `shows` describes. `replace` is the URL that replaces it, with names of `path`
    in braces; it may be empty.
    """

    host: str
    path: str
    what: str
    source: str
    shows: str = "a broken image"
    replace: str = ""


BadgeRow = (
    BadgeAlias | RepositoryBadge | StaticBadgeLabel | RetiredMessage | RepositoryPage | RetiredBadge
)


@cache
def badges() -> tuple[BadgeRow, ...]:
    """Return the rows of `badges.yml`."""
    return rows("badges", BadgeRow)  # type: ignore[arg-type]


@cache
def venues() -> tuple[Venue, ...]:
    """Return the rows of `venues.yml`."""
    return rows("venues", Venue)


@cache
def vocabulary() -> Vocabulary:
    """Return the vocabulary of the venues of `venues.yml`."""
    return build_vocabulary(venues())


def build_vocabulary(venues: Iterable[Venue]) -> Vocabulary:
    """Return the vocabulary of some venues."""
    fillers = words("words", "month", "venue filler") | {"st", "nd", "rd", "th"}
    return Vocabulary(tuple(venues), fillers)


@cache
def lookalikes() -> tuple[frozenset[str], ...]:
    """Return the groups of `lookalikes.yml`: lower-case words that are not typos of each other."""
    return rows("lookalikes", frozenset[str])


@cache
def hosts() -> Mapping[str, KnownHost]:
    """Return the rows of `hosts.yml` by host."""
    return {each.host: each for each in rows("hosts", KnownHost)}
