"""Identity of things with several URLs or titles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesome_lint.identifiers.identity import identify, title_key

IDENTITIES = [
    (
        "arxiv:2403.06465",
        "https://arxiv.org/abs/2403.06465",
        "http://www.arxiv.org/pdf/2403.06465v2.pdf",
        "https://arxiv.org/abs/2403.06465}",
        "https://doi.org/10.48550/arXiv.2403.06465",
        "https://doi.org/10.48550/arxiv.2403.06465).",
        "https://huggingface.co/papers/2403.06465",
        "https://arxiv.org/2403.06465",
    ),
    ("arxiv:math/0309136", "https://arxiv.org/abs/math.GT/0309136v1"),
    (
        "acl:2023.acl-long.1",
        "https://aclanthology.org/2023.acl-long.1",
        "https://aclanthology.org/2023.acl-long.1/",
        "https://www.aclanthology.org/2023.acl-long.1.pdf",
        "https://aclanthology.org/2023.acl-long.1v2.pdf",
        "http://aclweb.org/anthology/2023.ACL-long.1.bib",
        "https://doi.org/10.18653/v1/2023.acl-long.1",
        "https://doi.org/10.18653/V1/2023.ACL-LONG.1",
    ),
    (
        "acl:P19-1001",
        "https://aclanthology.org/P19-1001/",
        "https://www.aclweb.org/anthology/P19-1001.pdf",
        "https://www.aclweb.org/anthology/P/P19/P19-1001.pdf",
        "https://www.aclweb.org/anthology/papers/P/P19/P19-1001/",
        "https://doi.org/10.18653/v1/P19-1001",
        "https://doi.org/10.18653/v1/p19-1001",
    ),
    ("acl:P14-1001", "https://doi.org/10.3115/v1/P14-1001"),
    (
        "openreview:aB-c_1",
        "https://openreview.net/forum?id=aB-c_1",
        "https://openreview.net/pdf?id=aB-c_1",
        "https://openreview.net/forum?referrer=%5Bice%5D&id=aB-c_1",
        "https://openreview.net/forum?id=aB-c_1&noteId=x",
    ),
    (
        "doi:10.1145/1234567.7654321",
        "https://doi.org/10.1145/1234567.7654321",
        "https://dl.acm.org/doi/abs/10.1145/1234567.7654321",
        "https://dl.acm.org/doi/pdf/10.1145/1234567.7654321?casa_token=x",
    ),
    (
        "url:https://github.com/ice/robots",
        "https://github.com/ice/robots",
        "https://github.com/Ice/Robots.git",
    ),
    (
        "url:https://aclanthology.org/volumes/2023.acl-long",
        "https://aclanthology.org/volumes/2023.acl-long/",
    ),
    ("url:https://openreview.net/group?id=ICLR.cc", "https://openreview.net/group?id=ICLR.cc"),
    ("url:https://openreview.net/forum", "https://openreview.net/forum"),
    ("url:https://openreview.net/pdf/a1.pdf", "https://openreview.net/pdf/a1.pdf"),
    ("url:https://arxiv.org/abs/2413.01234", "https://arxiv.org/abs/2413.01234"),
    ("url:https://arxiv.org/abs/2403.06465x", "https://arxiv.org/abs/2403.06465x"),
    (
        "url:https://arxiv.org/html/2403.06465v1/x1.png",
        "https://arxiv.org/html/2403.06465v1/x1.png",
    ),
    ("url:https://arxiv.org/list/cs.RO/recent", "https://arxiv.org/list/cs.RO/recent"),
    ("url:docs/ice.md", "docs/ice.md"),
    ("url:http://[", "http://["),
    ("url:", ""),
]


@pytest.mark.parametrize(
    ("identity", "url"), [(row[0], url) for row in IDENTITIES for url in row[1:]]
)
def test_identify(identity: str, url: str) -> None:
    assert identify(url) == identity


@given(st.text() | st.text().map(lambda rest: f"https://aclanthology.org/{rest}"))
def test_every_url_has_an_identity(url: str) -> None:
    assert identify(url).split(":")[0] in ("arxiv", "acl", "openreview", "doi", "url")


EQUAL_TITLES = [
    ("Walking Robots on Ice", "walking robots on ice"),
    ("Walking Robots: On Ice!", "Walking Robots — on ice"),
    ("Walking-Robots on Ice", "Walking Robots on Ice"),
    ("Walking  Robots\non Ice", "Walking Robots on Ice"),
    ("“Walking” Robots’ Ice", '"Walking" Robots\' Ice'),
    ("Ｗalking Robots", "Walking Robots"),
    ("Ef\ufb01cient Robots", "Efficient Robots"),
    ("Straße", "STRASSE"),
    ("Cafe\u0301 Robots", "Caf\u00e9 robots"),
    ("⭐️ Walking Robots", "Walking Robots"),
    ("1️⃣ Robot", "1 Robot"),
    ("Walk\u00ading\u200b Robots", "Walking Robots"),
    ("Robots \u2212 on Ice é", "Robots - on Ice é"),
    ("冰上机器人：综述", "冰上机器人 综述"),
]

DIFFERENT_TITLES = [
    ("RecBench", "RecBench+"),
    ("C", "C++"),
    ("C", "C#"),
    ("Robots", "Robots 2"),
    ("∞Bench", "Bench"),
    ("Café", "Cafe"),
    ("!!!", "???"),
    ("⭐", "🔥"),
    ("कि", "का"),
]


@pytest.mark.parametrize(("first", "second"), EQUAL_TITLES)
def test_equal_titles(first: str, second: str) -> None:
    assert title_key(first) == title_key(second)


@pytest.mark.parametrize(("first", "second"), DIFFERENT_TITLES)
def test_different_titles(first: str, second: str) -> None:
    assert title_key(first) != title_key(second)


@given(st.text())
def test_a_key_is_one_line_and_empty_only_for_no_words(title: str) -> None:
    key = title_key(title)
    assert key == " ".join(key.split())
    assert title_key(f"  {title}\n") == key
    assert title_key(f"{title} Robots") != title_key(f"{title} Robots+")
    if any(map(str.isalnum, title)):
        assert any(map(str.isalnum, key))
