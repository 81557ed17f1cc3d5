"""Properties of all registries, for any response."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesome_lint.links.registries import (
    match_registry,
    record_registries,
    registries,
    registry_name,
    unanswered,
)
from awesome_lint.links.registries.registry import Api, NotFound, Registry, UnavailableError
from awesome_lint.links.wayback import parse_copy
from awesome_lint.model import Record
from fakenet import Page
from registry_helpers import ask

EXAMPLES = {
    "arxiv": "https://arxiv.org/abs/2403.06465",
    "doi": "https://doi.org/10.1145/ice.1",
    "huggingface": "https://huggingface.co/Org/Net",
    "youtube": "https://youtu.be/abcdefghijk",
    "github": "https://github.com/robots/ice/blob/main/README.md",
    "gitlab": "https://gitlab.com/robots/arms/grip",
    "codeberg": "https://codeberg.org/robots/hand",
}
OFFERED = registries("token", forges=True)
ANTHOLOGY = "https://aclanthology.org/2024.acl-long.1/"
RECORD_APIS = [
    pytest.param(api, match.identifier, id=f"{api.name}-{match.identifier}")
    for match in (
        *(
            match_registry(url, record_registries("token"))
            for url in (*EXAMPLES.values(), ANTHOLOGY)
        ),
        match_registry(EXAMPLES["github"], record_registries()),
    )
    if match
    for api in match.registry.apis
]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                "data r0 errors type path nameWithOwner isArchived isPrivate object id title handle"
                " responseCode licenseInfo spdxId pushedAt stargazerCount path_with_namespace"
                " license key star_count full_name archived stars_count updated_at message items"
                " DOI author family issued date-parts attributes doi titles creators name types"
                " results authorships display_name biblio authors year cardData description".split()
            ),
            inner,
            max_size=4,
        )
    ),
)
ANSWERS = st.builds(
    Page,
    status=st.sampled_from([200, 200, 200, 301, 307, 400, 401, 403, 404]),
    location=st.none() | st.text(max_size=30) | st.just("/api/models/Org/New"),
    body=st.binary(max_size=200).map(lambda raw: raw.decode("latin-1"))
    | JSON.map(json.dumps)
    | st.just("[" * 5000)
    | st.just('{"data":' * 3000),
)


def test_each_link_belongs_to_one_registry() -> None:
    assert [registry.name for registry in OFFERED] == list(EXAMPLES)
    assert {name: registry_name(url, forges=True) for name, url in EXAMPLES.items()} == {
        name: name for name in EXAMPLES
    }
    assert registry_name(EXAMPLES["gitlab"]) is None
    assert registry_name(EXAMPLES["codeberg"]) is None
    assert registry_name("https://host.example/") is None
    assert registry_name("page.md") is None


def test_a_registry_is_silent_about_what_it_has_no_record_of() -> None:
    records = {EXAMPLES["arxiv"]: Record("arxiv", "2403.06465", "")}
    default = {"doi", "huggingface", "youtube", "github"}
    assert unanswered(EXAMPLES.values(), records) == default
    assert unanswered(EXAMPLES.values(), records, forges=True) == default | {"gitlab", "codeberg"}
    assert unanswered(["https://host.example/"], {}) == frozenset()


@pytest.mark.parametrize("registry", OFFERED, ids=lambda registry: registry.name)
@given(ANSWERS)
def test_any_answer_is_survived(registry: Registry, page: Page) -> None:
    url = EXAMPLES[registry.name]
    identifier = registry.identify(url)
    assert identifier
    try:
        answers = ask(registry, lambda _: page, identifier).answers
    except UnavailableError:
        return
    assert answers.keys() <= {identifier}
    for answer in answers.values():
        if isinstance(answer, NotFound):
            assert identifier.partition(":")[0].removeprefix("models/") in answer.detail
        else:
            result = registry.link_result(url, answer)
            assert result is None or result.verdict in ("ok", "moved")


@pytest.mark.parametrize(("api", "identifier"), RECORD_APIS)
@given(ANSWERS)
def test_any_answer_to_a_lookup_of_records_is_survived(
    api: Api, identifier: str, page: Page
) -> None:
    try:
        answers = ask(api, lambda _: page, identifier).answers
    except UnavailableError:
        return
    assert answers.keys() <= {identifier}
    for answer in answers.values():
        text = answer.detail if isinstance(answer, NotFound) else answer.title
        assert text == " ".join(text.split())


@given(st.text() | st.text("htps:/.a#[]@0\\ ;?%\x00é-_~"))
def test_any_link_is_claimed_or_not(text: str) -> None:
    for start in ("", *EXAMPLES.values(), "https://huggingface.co/", "https://github.com/"):
        found = match_registry(start + text, OFFERED)
        assert found is None or (found.registry in OFFERED and found.identifier)


@given(st.binary() | JSON.map(json.dumps).map(str.encode) | st.just(b"[" * 5000))
def test_any_answer_of_the_archive_is_survived(body: bytes) -> None:
    assert parse_copy(body) is None
