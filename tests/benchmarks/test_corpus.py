"""Real lists, if available: each is parsed and fixed once, and all properties are checked."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path

import pytest

import corpus
import corpus_fixes
from awesome_lint import lint_text
from awesome_lint.model import Diagnostic, Document
from document_checks import assert_as_rendered, assert_spans_slice_back
from fix_laws import Fixing, assert_the_laws
from linting import parse
from paths import DOCS
from shown_words import shown_words, words_of_blocks

pytestmark = [pytest.mark.xdist_group("real lists"), pytest.mark.untraced]
"""Each list is parsed once, and not on every machine: its coverage does not count."""

PAGE = (DOCS / "corpus.md").read_text(encoding="utf-8")
NUMBERS = range(17)


class RealList:
    """A list with its findings, and with the results of its safe fixes and of all fixes."""

    def __init__(self, path: Path) -> None:
        self.text = path.read_text(encoding="utf-8")
        self._look = cache(lint_text)

    @cached_property
    def document(self) -> Document:
        return parse(self.text)

    @property
    def found(self) -> tuple[Diagnostic, ...]:
        return self._look(self.text)

    @cached_property
    def fixings(self) -> Mapping[bool, Fixing]:
        """The fixed list, by whether unsafe fixes are applied."""
        return {
            unsafe: Fixing(self.text, unsafe=unsafe, look=self._look) for unsafe in (False, True)
        }


@cache
def real_list(path: Path) -> RealList:
    return RealList(path)


@pytest.fixture(scope="module")
def paths(lists: Path) -> Mapping[str, Path]:
    found = corpus.files(lists)
    assert len(found) == len(NUMBERS)
    return found


@pytest.fixture(params=NUMBERS)
def listed(request: pytest.FixtureRequest, paths: Mapping[str, Path]) -> RealList:
    return real_list(list(paths.values())[request.param])


def test_it_is_rendered_as_it_is_read(listed: RealList) -> None:
    assert_as_rendered(listed.document)


def test_its_words_are_those_that_are_shown(listed: RealList) -> None:
    shown, read = shown_words(listed.text), words_of_blocks(listed.document.lines)
    wrong = next(
        (at for at, pair in enumerate(zip(shown, read, strict=False)) if len({*pair}) > 1), 0
    )
    assert shown == read, (shown[wrong - 5 : wrong + 5], read[wrong - 5 : wrong + 5])


def test_spans_slice_back(listed: RealList) -> None:
    assert_spans_slice_back(listed.document)


@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
def test_fixes_keep_the_laws(listed: RealList, unsafe: bool) -> None:
    fixing = listed.fixings[unsafe]
    assert_the_laws(fixing)
    assert fixing.result.withheld == ()


def between(name: str) -> str:
    return PAGE.split(f"<!-- {name} -->\n")[1].split(f"<!-- /{name} -->")[0].strip()


def test_findings_are_those_of_the_page(paths: Mapping[str, Path]) -> None:
    found = {name: real_list(path).found for name, path in paths.items()}
    assert between("findings") == corpus.table(found).strip()


def test_fixes_are_those_of_the_page(paths: Mapping[str, Path]) -> None:
    fixed = [
        corpus_fixes.Fixed(str(path), each.text, each.fixings[unsafe].result, unsafe)
        for path, each in ((path, real_list(path)) for path in paths.values())
        for unsafe in (False, True)
    ]
    assert between("fixes") == corpus_fixes.table(fixed).strip()
