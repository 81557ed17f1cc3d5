"""The ACL Anthology: which URLs name a paper, and its MODS records."""

from __future__ import annotations

import pytest

from awesome_lint.links.registries.acl_anthology import REGISTRY
from awesome_lint.links.registries.registry import UnavailableError
from awesome_lint.model import Record
from fakenet import Page
from fakenet.registries.acl_anthology import AclAnthology
from fakenet.world import Work
from registry_helpers import ask

(ANTHOLOGY,) = REGISTRY.fallbacks
MODS = '<modsCollection xmlns="http://www.loc.gov/mods/v3"><mods>{}</mods></modsCollection>'
NAME = (
    '<name type="personal"><namePart type="termsOfAddress">Jr.</namePart>'
    '<namePart type="family">Lamp</namePart><namePart type="given">Ada</namePart>'
    '<namePart type="given">B.</namePart>{}</name>'
)


@pytest.mark.parametrize(
    ("url", "identifier"),
    [
        ("https://aclanthology.org/2024.acl-long.1/", "2024.acl-long.1"),
        ("https://aclanthology.org/P19-1001.pdf", "P19-1001"),
        ("https://www.aclweb.org/anthology/p19-1001", "P19-1001"),
        ("https://doi.org/10.18653/v1/P19-1001", "P19-1001"),
        ("https://aclanthology.org/volumes/2024.acl-long/", None),
        ("https://aclanthology.org/people/a/ada-lamp/", None),
    ],
)
def test_papers_of_the_anthology(url: str, identifier: str | None) -> None:
    assert REGISTRY.identify(url) == identifier


def record(body: str) -> Record:
    """Return the record in a response of the Anthology."""
    page = Page(body=body.encode().decode("latin-1"))
    (answer,) = ask(ANTHOLOGY, lambda _: page, "L18-1002").answers.values()
    assert isinstance(answer, Record)
    return answer


def test_an_article() -> None:
    article = Work(title="Lamps", volume="12", issue="3", pages="17-31", published=(2023, 9))
    service = AclAnthology({"J23-1001": article}, {"J23-1001": "10.1162/COLI_a_1"})
    (answer,) = ask(ANTHOLOGY, service, "J23-1001").answers.values()
    assert answer == Record(
        "acl-anthology",
        "J23-1001",
        "https://aclanthology.org/J23-1001/",
        title="Lamps",
        kind="article",
        authors=("Ada Lamp", "Bo Wick"),
        venue="Journal of Lamps",
        volume="12",
        issue="3",
        pages="17-31",
        publisher="Lamp Press",
        published="2023-09",
        doi="10.1162/coli_a_1",
    )


def test_a_title_alone_is_enough() -> None:
    title = "<titleInfo><title>Lamps</title><subTitle>A\nSurvey</subTitle></titleInfo>"
    assert record(MODS.format(title)) == Record(
        "acl-anthology",
        "L18-1002",
        "https://aclanthology.org/L18-1002/",
        title="Lamps: A Survey",
        kind="proceedings-paper",
    )


def test_only_authors_are_authors() -> None:
    author = NAME.format("<role><roleTerm>author</roleTerm></role>")
    editor = NAME.replace("Ada", "Eve").format("<role><roleTerm>editor</roleTerm></role>")
    title = "<titleInfo><title>Lamps</title></titleInfo>"
    found = record(MODS.format(title + author + editor + NAME.format("")))
    assert found.authors == ("Ada B. Lamp Jr.",)


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (Page(status=403), "returned 403 Forbidden"),
        (Page(body=MODS.format("")), "returned an invalid response"),
        (Page(body=f"<!DOCTYPE x>{MODS}"), "returned an invalid response"),
        (Page(body="<html>"), "returned an invalid response"),
    ],
)
def test_unusable_responses(page: Page, reason: str) -> None:
    with pytest.raises(UnavailableError, match=reason):
        ask(ANTHOLOGY, lambda _: page, "L18-1002")
