"""Identity of things with several URLs or titles."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesome_lint.identifiers.identity import format_identity, identify, is_paper, title_key

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
        "pmlr:v162/snow22a",
        "https://proceedings.mlr.press/v162/snow22a.html",
        "http://proceedings.mlr.press/v162/snow22a/snow22a.pdf",
        "http://proceedings.mlr.press/v162/snow22a.pdf",
        "http://jmlr.org/proceedings/papers/v162/snow22a.html",
    ),
    (
        "jmlr:v21/20-123",
        "https://jmlr.org/papers/v21/20-123.html",
        "http://www.jmlr.org/papers/volume21/20-123/20-123.pdf",
    ),
    (
        "neurips:2020/0123456789abcdef0123456789abcdef",
        "https://proceedings.neurips.cc/paper/2020/hash/0123456789abcdef0123456789abcdef-Abstract.html",
        "https://papers.nips.cc/paper_files/paper/2020/file/0123456789abcdef0123456789abcdef-Paper.pdf",
    ),
    (
        "neurips:datasets-benchmarks/2021/0123456789abcdef0123456789abcdef",
        (
            "https://datasets-benchmarks-proceedings.neurips.cc/paper/2021/hash/"
            "0123456789abcdef0123456789abcdef-Abstract-round1.html"
        ),
    ),
    (
        "neurips:5638",
        "https://papers.nips.cc/paper/5638-walking-robots",
        "http://papers.nips.cc/paper/5638-walking-robots.pdf",
    ),
    (
        "iclr:2024/0123456789abcdef0123456789abcdef",
        (
            "https://proceedings.iclr.cc/paper_files/paper/2024/hash/"
            "0123456789abcdef0123456789abcdef-Abstract-Conference.html"
        ),
    ),
    (
        "cvf:Snow_Walking_on_Ice_CVPR_2024",
        "https://openaccess.thecvf.com/content/CVPR2024/html/Snow_Walking_on_Ice_CVPR_2024_paper.html",
        "https://openaccess.thecvf.com//content/CVPR2024/papers/Snow_Walking_on_Ice_CVPR_2024_paper.pdf",
        "http://openaccess.thecvf.com/content_CVPR_2024/papers/Snow_Walking_on_Ice_CVPR_2024_paper.pdf",
        "https://openaccess.thecvf.com/content_cvpr_2024/papers/w3/Snow_Walking_on_Ice_CVPR_2024_paper.pdf",
    ),
    (
        "doi:10.24963/ijcai.2022/215",
        "https://www.ijcai.org/proceedings/2022/215",
        "https://www.ijcai.org/proceedings/2022/0215.pdf",
        "https://doi.org/10.24963/ijcai.2022/215",
    ),
    (
        "usenix:usenixsecurity21/snow-ada",
        "https://www.usenix.org/conference/usenixsecurity21/presentation/snow-ada",
        "https://www.usenix.org/system/files/sec21-snow-ada.pdf",
        "https://www.usenix.org/system/files/sec21summer_123-snow-ada-prepub.pdf",
        "https://www.usenix.org/system/files/sec21fall-prepub-123-snow-ada.pdf",
    ),
    (
        "usenix:osdi16/snow",
        "https://www.usenix.org/system/files/conference/osdi16/osdi16-snow.pdf",
    ),
    (
        "ieee:9046288",
        "https://ieeexplore.ieee.org/document/9046288",
        "https://ieeexplore.ieee.org/abstract/document/9046288/",
        "https://ieeexplore.ieee.org/document/9046288/authors",
        "https://ieeexplore.ieee.org/stamp/stamp.jsp?tp=&arnumber=9046288",
        "http://ieeexplore.ieee.org/xpl/articleDetails.jsp?arnumber=09046288",
    ),
    (
        "aaai:6981",
        "https://ojs.aaai.org/index.php/AAAI/article/view/6981",
        "https://ojs.aaai.org//index.php/AAAI/article/download/6981/6835",
    ),
    ("ecva:eccv_2020/papers/123", "https://www.ecva.net/papers/eccv_2020/papers/123.pdf"),
    ("rss:rss19/p001", "https://www.roboticsproceedings.org/rss19/p001.html"),
    (
        "isca:interspeech_2021/snow21_interspeech",
        "https://www.isca-archive.org/interspeech_2021/snow21_interspeech.html",
    ),
    (
        "url:https://github.com/ice/robots",
        "https://github.com/ice/robots",
        "https://github.com/Ice/Robots.git",
        "https://github.com/ice/robots/tree/main",
        "https://github.com/ice/robots/blob/master/README.md",
    ),
    (
        "url:https://gitlab.com/ice/robots",
        "https://gitlab.com/ice/robots.git",
        "https://gitlab.com/ice/robots/-/tree/main",
        "https://gitlab.com/ice/robots/-/blob/master/README.md",
    ),
    ("url:https://huggingface.co/ice/walker", "https://huggingface.co/ice/walker/tree/main"),
    (
        "url:https://youtube.com/watch?v=abcdefghijk",
        "https://www.youtube.com/watch?v=abcdefghijk",
        "https://youtu.be/abcdefghijk",
        "https://youtu.be/abcdefghijk?si=abc",
    ),
    ("url:https://youtu.be/abcdefghijk?t=20", "https://youtu.be/abcdefghijk?t=20"),
    (
        "url:https://github.com/ice/robots/tree/main/walk",
        "https://github.com/ice/robots/tree/main/walk",
    ),
    ("url:https://proceedings.mlr.press/v162", "https://proceedings.mlr.press/v162/"),
    (
        "url:https://ieeexplore.ieee.org/xpl/conhome/1/proceeding",
        "https://ieeexplore.ieee.org/xpl/conhome/1/proceeding",
    ),
    (
        "url:https://ieeexplore.ieee.org/stamp/stamp.jsp?arnumber=x",
        "https://ieeexplore.ieee.org/stamp/stamp.jsp?arnumber=x",
    ),
    ("url:https://papers.nips.cc/paper/2020", "https://papers.nips.cc/paper/2020"),
    (
        "url:https://usenix.org/system/files/sec21_slides-snow.pdf",
        "https://www.usenix.org/system/files/sec21_slides-snow.pdf",
    ),
    ("url:https://ijcai.org/proceedings/2016/215", "https://www.ijcai.org/proceedings/2016/215"),
    (
        "url:https://usenix.org/conference/usenixsecurity21",
        "https://www.usenix.org/conference/usenixsecurity21",
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
    ("url:https://doi.org/10.1145/XXXXXXX.XXXXXXX", "https://doi.org/10.1145/XXXXXXX.XXXXXXX"),
    ("url:docs/ice.md", "docs/ice.md"),
    ("url:http://[", "http://["),
    ("url:", ""),
]


@pytest.mark.parametrize(
    ("identity", "url"), [(row[0], url) for row in IDENTITIES for url in row[1:]]
)
def test_identify(identity: str, url: str) -> None:
    assert identify(url) == identity


@given(
    st.text()
    | st.builds(
        "https://{}/{}".format,
        st.sampled_from(("aclanthology.org", "ieeexplore.ieee.org", "proceedings.mlr.press")),
        st.text(),
    )
)
def test_every_url_has_an_identity(url: str) -> None:
    identity = identify(url)
    assert is_paper(identity) != identity.startswith("url:")


def test_title_keys_are_not_identities() -> None:
    assert not is_paper(title_key("arXiv: Walking Robots"))
    assert not is_paper("")


@pytest.mark.parametrize(
    ("identity", "shown"),
    [
        ("arxiv:2401.01234", "arXiv 2401.01234"),
        ("doi:10.1234/ice.5", "DOI 10.1234/ice.5"),
        ("pmlr:v162/snow22a", "PMLR v162/snow22a"),
        ("neurips:5638", "NeurIPS 5638"),
    ],
)
def test_identities_in_messages(identity: str, shown: str) -> None:
    assert format_identity(identity) == shown


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
