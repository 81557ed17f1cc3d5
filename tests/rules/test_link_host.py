"""link-host, beyond the examples of its page."""

from __future__ import annotations

import json

import pytest

from awesome_lint.config import ConfigError
from linting import config_of, lint, messages

RULE = "link-host"


def allow(*hosts: str, links: str = "main") -> str:
    return json.dumps({"rules": {RULE: {"allow": hosts, "links": links}}})


def test_on_without_hosts_has_no_effect() -> None:
    text = "- [Lark](https://example.org/lark)\n"
    assert messages(text, RULE, config="rules: {link-host: on}") == []


@pytest.mark.parametrize(
    ("host", "url", "allowed"),
    [
        ("example.org", "https://example.org/lark", True),
        ("example.org", "HTTPS://WWW.Example.ORG/lark", True),
        ("Example.org", "https://example.org/lark", True),
        ("www.example.org", "https://www.example.org/lark", True),
        ("www.example.org", "https://example.org/lark", True),
        ("example.org", "https://example.org:8080/lark", True),
        ("example.org", "https://docs.example.org/lark", False),
        ("example.org", "https://notexample.org/lark", False),
        ("example.org", "https://example.org.evil.example/lark", False),
        ("example.org", "https://evil.example/example.org", False),
        ("*.example.org", "https://docs.example.org/lark", True),
        ("*.example.org", "https://en.docs.example.org/lark", True),
        ("*.example.org", "https://example.org/lark", False),
        ("*.org", "https://docs.example.org/lark", True),
        ("example.org", "birds/lark.md", True),
        ("example.org", "mailto:lark@example.com", True),
        ("example.org", "ftp://example.com/lark", True),
    ],
)
def test_hosts(host: str, url: str, allowed: bool) -> None:
    assert bool(lint(f"- [Lark]({url})\n", RULE, config=allow(host))) != allowed


def test_only_the_main_link_unless_all_are_checked() -> None:
    text = (
        "| Title | Links |\n|:--|:--|\n"
        "| [Winding a Clockwork Lark](https://example.org/lark) | ![](https://a.example/b.svg)"
        " [code](https://code.example/lark) |\n\n"
        "See [this](https://other.example).\n"
    )
    assert messages(text, RULE, config=allow("example.org")) == []
    assert messages(text, RULE, config=allow("example.org", links="all")) == [
        "3:94 `code.example` is not an allowed host (allowed: `example.org`)"
    ]


def test_the_nearest_host_is_named() -> None:
    config = allow("github.com", "arxiv.org")
    (near,) = lint("- [Lark](https://githbu.com/a/lark)\n", RULE, config=config)
    (far,) = lint("- [Lark](https://lark.example)\n", RULE, config=config)
    assert near.help == "Write `github.com`"
    assert far.help == "Link to one of these hosts"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "allow:\n      - https://github.com",
            (
                "4: `link-host.allow` must be the name of a host, such as `example.org` or"
                " `*.example.org`, not `https://github.com`"
            ),
        ),
        (
            "allow:\n      - git*.com",
            (
                "4: `link-host.allow` must be the name of a host, such as `example.org` or"
                " `*.example.org`, not `git*.com`"
            ),
        ),
        ("alow: [a.example]", "3: unknown option `alow` of `link-host`: did you mean `allow`?"),
        ("links: every", "3: `link-host.links` must be one of `main`, `all`, not `every`"),
        (
            "allow:\n" + "      - a.example\n" * 1001,
            "1004: `link-host.allow` must be a list of at most 1000 hosts, not of 1001",
        ),
    ],
)
def test_mistakes_in_the_configuration(text: str, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        config_of(f"rules:\n  link-host:\n    {text}")
    assert str(caught.value) == f".awesome-lint.yml:{message}"
