"""GitHub's REST API: repositories without a token."""

from __future__ import annotations

import pytest

from awesome_lint.links.registries.github_rest import API, REGISTRY
from awesome_lint.links.registries.registry import UnavailableError
from awesome_lint.model import Record
from fakenet import Page
from fakenet.registries.answer import in_json
from registry_helpers import ask


@pytest.mark.parametrize(
    "full_name", ["robots/arm/../../evil", "evil.example", "robots/..", "robots/arm?x", ""]
)
def test_an_invalid_name_is_not_used(full_name: str) -> None:
    page = in_json({"full_name": full_name})
    with pytest.raises(UnavailableError, match="returned an invalid response"):
        ask(REGISTRY, lambda _: page, "robots/arm")


@pytest.mark.parametrize(
    "location",
    [
        "https://evil.example/repositories/1",
        "https://api.github.com/repositories/../user",
        "http://api.github.com/repositories/1",
        "https://api.github.com@evil.example/repositories/1",
        None,
    ],
)
def test_a_redirect_leads_to_a_repository_only(location: str | None) -> None:
    requested = []

    def redirect(request: object) -> Page:
        requested.append(request)
        return Page(status=301, location=location)

    with pytest.raises(UnavailableError, match="returned 301 Moved Permanently"):
        ask(REGISTRY, redirect, "robots/arm")
    assert len(requested) == 1


def test_a_redirect_is_followed_once() -> None:
    page = Page(status=301, location=f"{API}/repositories/1")
    with pytest.raises(UnavailableError, match="returned 301 Moved Permanently"):
        ask(REGISTRY, lambda _: page, "robots/arm")


def test_fields_that_are_missing_are_unknown() -> None:
    known = {"full_name": "robots/arm"}
    licenses: dict[str, dict[str, object]] = {
        "none": {"license": None},
        "odd": {"license": {"spdx_id": None}},
    }
    found = {}
    for name, more in {"missing": {}, **licenses}.items():
        page = in_json({**known, **more})
        (answer,) = ask(REGISTRY, lambda _, page=page: page, "robots/arm").answers.values()  # type: ignore[misc]
        assert isinstance(answer, Record)
        found[name] = answer
    assert found["missing"] == Record(
        "github", "robots/arm", "https://github.com/robots/arm", kind="software"
    )
    assert found["none"].license == ""
    assert found["odd"].license == "NOASSERTION"
