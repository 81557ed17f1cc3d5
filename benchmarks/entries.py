"""Compare entries of public lists with how a person reads them.

    python benchmarks/entries.py [--fetch [BASE_URL]] [-v] [DIRECTORY]

benchmarks/entries/labels.jsonl describes lines of public READMEs; benchmarks/entries/README.md
explains its fields and how the lines were chosen and labelled. The READMEs are not part of this
repository. `--fetch` downloads those that are missing, at fixed commits, to
`DIRECTORY/OWNER/NAME/PATH` (default: the directory `entries` of `AWESOME_LINT_LISTS`).

Prints how many labelled entries are found, how many are right in every labelled field, the rate of
each field among the found ones, and how many lines that are not entries are read as one; each by
kind of line. Then the shapes of the misses, the most frequent first. `-v` prints each miss with its
text. Exits with 1 if fewer than 96 % of the entries are right in every field, or if more than 1 %
of the other lines are read as entries.
"""

from __future__ import annotations

import argparse
import hashlib
import html
import os
import re
import sys
import unicodedata
import urllib.request
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Literal, TypeAlias
from urllib.parse import quote

import msgspec
from msgspec import UNSET, Struct, UnsetType

from awesome_lint import rulebook
from awesome_lint.document import parse
from awesome_lint.model import Entry

LISTS = Path(os.environ.get("AWESOME_LINT_LISTS") or Path(__file__).parents[2] / "shared")
LABELS = Path(__file__).with_suffix("") / "labels.jsonl"
BASE_URL = "https://raw.githubusercontent.com"
RIGHT = 0.96
"""The required share of entries that are right in every labelled field."""
FALSE = 0.01
"""The maximum share of other lines that are read as entries."""

DATE = r"\W*(?:\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\W+)?\b(19|20)\d\d\b\W*"
"""A year, with the English name of a month before it."""

Place: TypeAlias = tuple[int, int, int]
"""A 1-based line, and the offsets in it, in code points, at which a text begins and ends."""
Value: TypeAlias = str | int | None
Kind = Literal["bullet", "row", "heading", "paragraph", "html"]
KINDS: Mapping[str, Kind] = {"|": "row", "#": "heading", "¶": "paragraph", "<": "html"}
"""Kinds of lines by the first character of their shape; all others are bullets."""


class Label(Struct, frozen=True, forbid_unknown_fields=True):
    """A labelled line. Fields that are not given are not compared."""

    repo: str
    """Owner and name on GitHub."""
    commit: str
    path: str
    """The path of the file in the repository."""
    sha256: str
    """The hash of the file, in hexadecimal digits."""
    line: int
    """The 1-based line."""
    shape: str
    """The line in short notation."""
    entry: bool
    """Whether an entry begins on the line."""
    title: Place | UnsetType | None = UNSET
    venue: Place | UnsetType | None = UNSET
    year: int | UnsetType | None = UNSET
    main_link: Place | UnsetType | None = UNSET

    @property
    def kind(self) -> Kind:
        """The kind of the line."""
        return KINDS.get(self.shape[0], "bullet")

    @property
    def file(self) -> str:
        """The path of the file in the directory of all lists."""
        return f"{self.repo}/{self.path}"


class Result(Struct, frozen=True):
    """A labelled line with how it is read."""

    label: Label
    text: str
    """The line."""
    wanted: Mapping[str, Value]
    """The labelled fields, by name."""
    read: Mapping[str, Value] | None
    """The same fields as they are read; None if no entry begins on the line."""

    @property
    def wrong(self) -> tuple[str, ...]:
        """The names of the fields that are read wrongly."""
        if self.read is None:
            return ()
        return tuple(
            name
            for name, value in self.wanted.items()
            if comparable(name, value) != comparable(name, self.read[name])
        )

    @property
    def misses(self) -> tuple[str, ...]:
        """The wrong fields; else `not found` or `false entry`, if that is the case."""
        if self.label.entry:
            return ("not found",) if self.read is None else self.wrong
        return () if self.read is None else ("false entry",)


def comparable(name: str, value: Value) -> Value:
    """Return a field without what is not compared.

    That is the year and month in a venue, and repeated spaces, outer quotes and the last period in
    any text.
    """
    if not isinstance(value, str):
        return value
    if name == "main_link":
        return value.removeprefix("http://")
    text = unicodedata.normalize("NFKC", value)
    if name == "venue" and (rest := re.sub(DATE, " ", text)).strip():
        text = rest
    text = " ".join(text.split()).rstrip(". ")
    quoted = re.fullmatch(r"[\"'“‘](.*)[\"'”’]", text)
    return (quoted[1] if quoted else text).rstrip(". ")


def shown(source: str) -> str:
    """Return the text of a piece of Markdown without its markup."""
    text = re.sub(r"<br\b[^>]*>", " ", source)
    text = re.sub(r"<[^>]+>|\*\*|__|`", "", text)
    text = re.sub(r"(?<!\\)[*]|(?<!\w)_|_(?!\w)", "", text)
    return html.unescape(re.sub(r"\\([^\w\s])", r"\1", text))


def wanted(label: Label, lines: Sequence[str]) -> dict[str, Value]:
    """Return the labelled fields of a line, by name."""
    fields: dict[str, Value] = {}
    for name in ("title", "venue", "year", "main_link"):
        value = getattr(label, name)
        if value is UNSET:
            continue
        if isinstance(value, tuple):
            line, start, end = value
            source = lines[line - 1][start:end]
            value = html.unescape(source) if name == "main_link" else shown(source)
        fields[name] = value
    return fields


def read(entry: Entry, name: str) -> Value:
    """Return a field of an entry."""
    if name == "year":
        return entry.year
    if name == "main_link":
        return entry.main_link.url if entry.main_link else None
    field = entry.title if name == "title" else entry.venue
    return field.text if field else None


def results(text: str, labels: Iterable[Label]) -> list[Result]:
    """Return the labelled lines of one list with how they are read."""
    lines = re.split(r"\r\n|\n|\r", text)
    entries = parse("README.md", text, rulebook.vocabulary()).entries
    begins = {entry.span.line: entry for entry in reversed(entries)}
    found = []
    for label in labels:
        fields = wanted(label, lines)
        entry = begins.get(label.line)
        values = {name: read(entry, name) for name in fields} if entry else None
        found.append(Result(label, lines[label.line - 1], fields, values))
    return found


def fetch(label: Label, directory: Path, base_url: str) -> None:
    """Download the list of a label, unless it is there."""
    path = directory / label.file
    if path.exists():
        return
    url = f"{base_url}/{label.repo}/{label.commit}/{quote(label.path)}"
    with urllib.request.urlopen(url, timeout=60) as response:  # noqa: S310 - the user names it
        content = response.read()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def load(label: Label, directory: Path) -> str:
    """Return the list of a label. A missing or different file ends the program."""
    path = directory / label.file
    if not path.is_file():
        sys.exit(f"{path} is missing: download it with --fetch")
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != label.sha256:
        sys.exit(f"{path} is not the labelled version, {label.commit}")
    return content.decode("utf-8")


def share(part: int, whole: int) -> str:
    """Return a part as a count and as a percentage."""
    return f"{part:4} of {whole:4} {part / whole:7.1%}" if whole else f"{part:4} of {whole:4}"


def summary(found: Sequence[Result]) -> list[str]:
    """Return the lines of the report."""
    lines = []
    for kind in ("all", *dict.fromkeys(each.label.kind for each in found)):
        those = [each for each in found if kind in ("all", each.label.kind)]
        entries = [each for each in those if each.label.entry]
        others = [each for each in those if not each.label.entry]
        there = [each for each in entries if each.read is not None]
        lines += [
            kind,
            f"  found        {share(len(there), len(entries))}",
            f"  every field  {share(sum(not each.misses for each in entries), len(entries))}",
        ]
        for name in ("title", "venue", "year", "main_link"):
            given = [each for each in there if name in each.wanted]
            lines.append(
                f"  {name:12} {share(sum(name not in e.wrong for e in given), len(given))}"
            )
        lines.append(f"  false        {share(sum(bool(e.misses) for e in others), len(others))}")
    counts = Counter((", ".join(each.misses), each.label.shape) for each in found if each.misses)
    return [
        *lines,
        "misses",
        *(f"{n:4}  {miss:24} {shape}" for (miss, shape), n in counts.most_common()),
    ]


def main() -> int:
    """Print the comparison."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--fetch", nargs="?", const=BASE_URL, metavar="BASE_URL")
    parser.add_argument("-v", "--verbose", action="store_true")
    parser.add_argument("--labels", type=Path, default=LABELS)
    parser.add_argument("directory", nargs="?", type=Path, default=LISTS / "entries")
    arguments = parser.parse_args()
    by_file: defaultdict[str, list[Label]] = defaultdict(list)
    for line in arguments.labels.read_bytes().splitlines():
        label = msgspec.json.decode(line, type=Label)
        by_file[label.file].append(label)
    found: list[Result] = []
    for labels in by_file.values():
        if arguments.fetch:
            fetch(labels[0], arguments.directory, arguments.fetch)
        found += results(load(labels[0], arguments.directory), labels)
    if arguments.verbose:
        for each in found:
            if each.misses:
                print(f"{each.label.file}:{each.label.line}: {', '.join(each.misses)}")
                print(f"  {each.text}\n  wanted {each.wanted}\n  read   {each.read}\n")
    print(f"{len(by_file)} lists, {len(found)} lines")
    print(*summary(found), sep="\n")
    entries = [each for each in found if each.label.entry]
    others = [each for each in found if not each.label.entry]
    right = sum(not each.misses for each in entries)
    false = sum(bool(each.misses) for each in others)
    return int(right < RIGHT * len(entries) or false > FALSE * len(others))


if __name__ == "__main__":
    sys.exit(main())
