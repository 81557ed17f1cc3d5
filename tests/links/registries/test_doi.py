"""DOI resolver: requests, and what its responses mean for a link."""

import pytest

from awesome_lint.links.registries.doi import HANDLES, REGISTRY
from awesome_lint.links.registries.registry import NotFound, UnavailableError
from awesome_lint.model import Record
from fakenet import Page
from fakenet.registries.answer import in_json
from fakenet.registries.doi import Doi
from registry_helpers import ask

NAME = "10.1145/ice.1"


@pytest.mark.parametrize(
    ("url", "identifier"),
    [
        ("https://doi.org/10.1145/Ice.1", NAME),
        ("http://dx.doi.org/10.1145%2Fice.1#top", NAME),
        ("https://dl.acm.org/doi/pdf/10.1145/ice.1", NAME),
        ("https://www.nature.com/articles/s40000-024-00001-z", "10.1038/s40000-024-00001-z"),
        # text after the DOI, with which the resolver does not find it
        ("https://doi.org/10.1145/ice.1.", None),
        ("https://doi.org//10.1145/ice.1", None),
        ("https://doi.org/10.1145/ice.1)", None),
        ("https://doi.org/", None),
        ("https://ieeexplore.ieee.org/document/1234567", None),
        ("https://www.sciencedirect.com/science/article/pii/S0000000024000001", None),
    ],
)
def test_what_is_claimed(url: str, identifier: str | None) -> None:
    assert REGISTRY.identify(url) == identifier


def test_a_name_is_escaped_in_the_url_of_its_lookup() -> None:
    special_name = "10.1002/(sici)1<3505::aid>3.0.co;2-x?#/%"
    resolved = ask(
        REGISTRY, Doi({special_name: "https://publisher.example/"}), special_name, "10.1145/gone"
    )
    assert [request.url.removeprefix(HANDLES) for request in resolved.requests] == [
        "10.1002/%28sici%291%3C3505%3A%3Aaid%3E3.0.co%3B2-x%3F%23/%25?type=URL",
        "10.1145/gone?type=URL",
    ]
    assert resolved.answers == {
        special_name: Record(
            "doi", special_name, f"https://doi.org/{special_name}", doi=special_name
        ),
        "10.1145/gone": NotFound("the DOI 10.1145/gone is not registered"),
    }


@pytest.mark.parametrize(
    "page",
    [
        # registered without a URL
        in_json({"responseCode": 200, "handle": NAME}),
        in_json({"responseCode": 2, "handle": NAME}),
        in_json({"responseCode": 1, "handle": "10.1145/another"}),
        in_json({"responseCode": 100, "handle": "10.1145/another"}, 404),
    ],
)
def test_responses_without_a_record(page: Page) -> None:
    assert ask(REGISTRY, lambda _: page, NAME).answers == {}


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (in_json({"responseCode": 1, "handle": NAME}, 301), "returned 301 Moved Permanently"),
        (Page(status=404, body="<html>"), "returned an invalid response"),
        (in_json({"responseCode": "1", "handle": NAME}), "returned an invalid response"),
    ],
)
def test_unusable_responses(page: Page, reason: str) -> None:
    with pytest.raises(UnavailableError) as error:
        ask(REGISTRY, lambda _: page, NAME)
    assert str(error.value) == reason
