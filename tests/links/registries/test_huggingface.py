"""Hugging Face: requests, and what its responses mean for a link."""

import pytest

from awesome_lint import links
from awesome_lint.links import LinkSettings
from awesome_lint.links.registries.huggingface import REGISTRY
from awesome_lint.links.registries.registry import NotFound, UnavailableError
from awesome_lint.model import Record
from fakenet import Internet, Page
from fakenet.registries.answer import in_json
from fakenet.registries.huggingface import ORIGIN, HuggingFace
from registry_helpers import ask

HUB = "https://huggingface.co"
THINGS = ("models/Org/Net", "datasets/squares", "spaces/me/demo", "papers/2403.06465")


@pytest.mark.parametrize(
    ("url", "identifier"),
    [
        (f"{HUB}/Org/Net", "models/Org/Net"),
        ("http://www.huggingface.co/Org/Net-v1.5_b/?library=true#use", "models/Org/Net-v1.5_b"),
        (f"{HUB}/datasets/squares", "datasets/squares"),
        (f"{HUB}/datasets/me/squares", "datasets/me/squares"),
        (f"{HUB}/spaces/me/demo", "spaces/me/demo"),
        (f"{HUB}/papers/2403.06465", "papers/2403.06465"),
        # a model of the first years, or a user
        (f"{HUB}/squares", None),
        # other pages
        (f"{HUB}/spaces/me", None),
        (f"{HUB}/docs/transformers", None),
        (f"{HUB}/blog/robots", None),
        (f"{HUB}/collections/me/robots", None),
        (f"{HUB}/Org/Net/tree/main", None),
        (f"{HUB}/Org/Net.git", None),
        # invalid names
        (f"{HUB}/papers/2413.06465", None),
        (f"{HUB}/Org/-Net", None),
        (f"{HUB}/Org/N--et", None),
        (f"{HUB}/Org/N..et", None),
        (f"{HUB}/Org/Net%3Fx", None),
        (f"{HUB}/Org/N%C3%A9t", None),
        ("https://host.example/Org/Net", None),
    ],
)
def test_what_is_claimed(url: str, identifier: str | None) -> None:
    assert REGISTRY.identify(url) == identifier


def test_each_is_looked_up_by_itself() -> None:
    service = HuggingFace(THINGS, {"models/Net": "models/Org/Net"})
    resolved = ask(REGISTRY, service, *THINGS, "models/Org/Gone", "papers/2403.99999")
    assert [request.url for request in resolved.requests] == [
        f"{HUB}/api/models/Org/Net?expand=private",
        f"{HUB}/api/datasets/squares?expand=private",
        f"{HUB}/api/spaces/me/demo?expand=private",
        f"{HUB}/api/papers/2403.06465",
        f"{HUB}/api/models/Org/Gone?expand=private",
        f"{HUB}/api/papers/2403.99999",
    ]
    assert resolved.answers["models/Org/Net"] == Record(
        "huggingface", "models/Org/Net", f"{HUB}/Org/Net"
    )
    assert resolved.answers["datasets/squares"] == Record(
        "huggingface", "datasets/squares", f"{HUB}/datasets/squares"
    )
    assert resolved.answers["papers/2403.06465"] == Record(
        "huggingface", "papers/2403.06465", f"{HUB}/papers/2403.06465", title="A Paper"
    )
    assert resolved.answers["models/Org/Gone"] == NotFound(
        "Hugging Face has no public model Org/Gone"
    )
    assert resolved.answers["papers/2403.99999"] == NotFound(
        "Hugging Face has no public paper 2403.99999"
    )


def test_a_new_name_is_in_the_detail() -> None:
    service = HuggingFace(THINGS, {"models/Old/Net": "models/Org/Net"})
    (answer,) = ask(REGISTRY, service, "models/Old/Net").answers.values()
    assert isinstance(answer, Record)
    result = REGISTRY.link_result(f"{HUB}/Old/Net", answer)
    assert result
    assert (result.verdict, result.final_url) == ("ok", f"{HUB}/Org/Net")
    assert result.detail == (f"is a model on Hugging Face under another name, `{HUB}/Org/Net`")


@pytest.mark.parametrize(
    "page",
    [
        in_json({"id": "Other/Net"}),
        Page(status=307),
        Page(status=307, location="/login"),
        Page(status=307, location="https://evil.example/x/y/z"),
        Page(status=302, location="/api/models/../../x"),
        Page(status=307, location="https://evil.example/api/models/x/y"),
        Page(status=307, location="https://huggingface.co:x/api/models/x/y"),
        Page(status=307, location="https://[/api/models/x/y"),
        Page(status=307, location="/api/models/x%2Fy"),
        Page(status=307, location="/api/models/x/y/"),
    ],
)
def test_an_answer_about_another_identifier_is_ignored(page: Page) -> None:
    assert ask(REGISTRY, lambda _: page, "models/Org/Net").answers == {}


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (in_json({"error": "What?"}, 400), "returned 400 Bad Request"),
        (in_json({"error": "No"}, 403), "returned 403 Forbidden"),
        (in_json({"error": "No id"}), "returned an invalid response"),
        (Page(body="<html>"), "returned an invalid response"),
    ],
)
def test_unusable_responses(page: Page, reason: str) -> None:
    with pytest.raises(UnavailableError) as error:
        ask(REGISTRY, lambda _: page, "models/Org/Net")
    assert str(error.value) == reason


def test_a_whole_check() -> None:
    urls = [f"{HUB}/Org/Net", f"{HUB}/datasets/squares#use", f"{HUB}/Old/Net", f"{HUB}/Org/Gone"]
    service = HuggingFace(THINGS, {"models/Old/Net": "models/Org/Net"})
    with Internet({}, services={ORIGIN: service}) as net:
        outcome = links.check_urls(urls, LinkSettings(timeout=10), connector_factory=net.connector)
    known = [outcome.results[url] for url in urls[:2]]
    assert [(result.verdict, result.source) for result in known] == [("ok", "huggingface")] * 2
    assert [result.detail for result in known] == [
        "is a model on Hugging Face",
        "is a dataset on Hugging Face",
    ]
    assert outcome.results[urls[3]].verdict == "dead"
    assert outcome.results[urls[3]].detail == (
        "returns 404 Not Found, and Hugging Face has no public model Org/Gone"
    )
    assert not net.visits(urls[0])


def test_pages_are_requested_if_the_api_is_down() -> None:
    urls = [f"{HUB}/Org/Net", f"{HUB}/Org/Gone"]
    with Internet({}, services={ORIGIN: HuggingFace(THINGS, page=Page(status=403))}) as net:
        outcome = links.check_urls(urls, LinkSettings(timeout=10), connector_factory=net.connector)
    assert [result.verdict for result in outcome.results.values()] == ["ok", "dead"]
    assert outcome.notes == (
        "Hugging Face's API returned 403 Forbidden: 2 links are requested one by one instead",
    )
