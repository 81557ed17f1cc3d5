"""Parser for the executable examples in the rule pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from msgspec import Struct

from awesome_lint import rulebook

_FENCE = re.compile(r"^(`{3,})([^\n`]*)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)


class Example(Struct, frozen=True):
    """A README, its configuration and evidence, and the expected output."""

    rule: str
    number: int
    kind: str
    readme: str
    diagnostics: str
    fixed: str | None
    config: str
    internet: str | None
    files: str | None
    base: str | None


def source(rule: str) -> str:
    """Return the text of a page's file, with the comments that `rulebook.page` removes."""
    return (rulebook.directory() / f"{rule}.md").read_text(encoding="utf-8")


class MisplacedBlockError(Exception):
    """A block of a page that belongs to no example."""


def examples(rule: str) -> Iterator[Example]:
    """Yield the examples of a page; a block that is not executed is an error."""
    blocks = [(match[2].strip(), match[3]) for match in _FENCE.finditer(source(rule))]
    config, internet, files, base, taken = "", None, None, None, -1
    for number, (info, text) in enumerate(blocks):
        if number <= taken:
            continue
        following = [block for block, _ in zip_longest(blocks[number + 1 : number + 3], ())]
        if info == "yaml config":
            config = text
            continue
        if info == "yaml internet":
            internet = text
            continue
        if info == "yaml files":
            files = text
            continue
        if info == "markdown base":
            base = text
            continue
        if info == "markdown bad":
            if not following or following[0][0] != "text":
                raise MisplacedBlockError(f"{rule}: a bad block without its diagnostics")
            fixed = None
            taken = number + 1
            if len(following) > 1 and following[1][0] == "markdown fixed":
                fixed, taken = following[1][1], number + 2
            report = following[0][1]
            yield Example(rule, number, "bad", text, report, fixed, config, internet, files, base)
        elif info == "markdown good":
            yield Example(rule, number, "good", text, "", None, config, internet, files, base)
        else:
            raise MisplacedBlockError(f"{rule}: a block {info!r} that nothing executes")
        config, internet, files, base = "", None, None, None
    if config or any(each is not None for each in (internet, files, base)):
        raise MisplacedBlockError(f"{rule}: a block that no example follows")
