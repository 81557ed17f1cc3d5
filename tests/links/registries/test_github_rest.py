"""GitHub's REST API: repositories without a token."""

from __future__ import annotations

import pytest

from awesome_lint.links.registries.github_rest import API, REGISTRY
from awesome_lint.links.registries.registry import UnavailableError
from awesome_lint.model import Record
from fakenet import Page, Request
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
    page = Page(status=301, location=location)
    resolved = ask(REGISTRY, lambda _: page, "robots/arm")
    assert (len(resolved.requests), resolved.answers) == (1, {})


def test_a_redirect_is_followed_once() -> None:
    page = Page(status=301, location=f"{API}/repositories/1")
    resolved = ask(REGISTRY, lambda _: page, "robots/arm")
    assert (len(resolved.requests), resolved.answers) == (2, {})


def test_a_blocked_repository_costs_no_other() -> None:
    def answer(request: Request) -> Page:
        blocked = request.url.endswith("/blocked")
        return Page(status=451) if blocked else in_json({"full_name": "robots/arm"})

    assert set(ask(REGISTRY, answer, "robots/blocked", "robots/arm").answers) == {"robots/arm"}


def test_a_refusal_is_an_error() -> None:
    with pytest.raises(UnavailableError, match="returned 403 Forbidden"):
        ask(REGISTRY, lambda _: Page(status=403), "robots/arm")


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
