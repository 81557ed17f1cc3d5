"""Identifiers as people write them."""

from __future__ import annotations

import pytest

from awesome_lint.identifiers.written import MAX_CHARS, url_of


@pytest.mark.parametrize(
    ("written", "url"),
    [
        (" 2405.01234 ", "https://arxiv.org/abs/2405.01234"),
        ("2405.01234v2", "https://arxiv.org/abs/2405.01234"),
        ("arXiv:2405.01234", "https://arxiv.org/abs/2405.01234"),
        ("arxiv: math/9901001", "https://arxiv.org/abs/math/9901001"),
        ("10.1145/3543873.3587321", "https://doi.org/10.1145/3543873.3587321"),
        ("DOI: 10.1000/a(b)c", "https://doi.org/10.1000/a(b)c"),
        ("2023.acl-long.1", "https://aclanthology.org/2023.acl-long.1/"),
        ("P19-1001", "https://aclanthology.org/P19-1001/"),
        ("example/ice.js", "https://github.com/example/ice.js"),
        ("example/ice.git", "https://github.com/example/ice"),
        ("https://github.com/example/ice.git", "https://github.com/example/ice"),
        ("git@github.com:example/ice.git", "https://github.com/example/ice"),
        ("https://github.com/example/ice/tree/x", "https://github.com/example/ice/tree/x"),
        ("huggingface.co/example/ice", "https://huggingface.co/example/ice"),
        ("https://a.example/ice?b=c#d", "https://a.example/ice?b=c#d"),
    ],
)
def test_identifiers(written: str, url: str) -> None:
    assert url_of(written) == url


@pytest.mark.parametrize(
    "text",
    [
        *("", "ice", "2405", "arXiv:ice", "../ice", "a b", "example/ice/robots", "10.1145"),
        *("https://", "ftp://a.example/", "https://a.example/b c", "--to", "x" * (MAX_CHARS + 1)),
    ],
)
def test_other_texts(text: str) -> None:
    assert url_of(text) is None
