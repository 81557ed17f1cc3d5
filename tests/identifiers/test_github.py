"""URLs of repositories on GitHub."""

import pytest

from awesome_lint.identifiers.github import Repository, parse_remote


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com/acme/robots",
        "https://github.com/acme/robots.git/",
        "https://x-access-token:secret@github.com/acme/robots.git",
        "git@github.com:acme/robots.git",
        "ssh://git@github.com/acme/robots",
        "ssh://git@github.com:22/acme/robots.git",
        "ssh://git@ssh.github.com:443/acme/robots.git",
        "git://github.com/acme/robots.git",
    ],
)
def test_remotes(url: str) -> None:
    assert parse_remote(url) == Repository("acme", "robots")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "../robots.git",
        "file:///srv/acme/robots.git",
        "https://gitlab.com/acme/robots.git",
        "https://github.com.example.org/acme/robots",
        "https://example.org/@github.com/acme/robots",
        "git@example.org:github.com/acme/robots.git",
        "https://github.com/acme/robots/x",
        "https://github.com/acme",
        "https://github.com/acme/..",
    ],
)
def test_other_remotes(url: str) -> None:
    assert parse_remote(url) is None
