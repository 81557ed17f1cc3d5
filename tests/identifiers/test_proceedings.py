"""Venue and year in the URLs of papers."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesome_lint import rulebook
from awesome_lint.identifiers.proceedings import Proceedings, published_in
from awesome_lint.rulebook import (
    AnthologyVenue,
    JointConference,
    PmlrVolume,
)
from awesome_lint.text import words

ACL = "https://aclanthology.org/"
CVF = "https://openaccess.thecvf.com/"


@pytest.mark.parametrize(
    ("url", "name", "venues", "key"),
    [
        (f"{ACL}2024.findings-emnlp.9999/", "Findings of EMNLP 2024", ["EMNLP"], None),
        (f"{ACL}2023.acl-long.9999.pdf", "ACL 2023", ["ACL"], "2023.acl-long.9999"),
        (f"{ACL}2021.acl-short.9", "ACL 2021", ["ACL", "IJCNLP"], None),
        (f"{ACL}2022.aacl-main.9", "AACL 2022", ["AACL", "IJCNLP"], None),
        (f"{ACL}2024.lrec-main.9", "LREC-COLING 2024", ["LREC-COLING", "LREC", "COLING"], None),
        ("https://doi.org/10.18653/v1/2020.emnlp-main.9999", "EMNLP 2020", ["EMNLP"], None),
        ("https://www.aclweb.org/anthology/P19-1999/", "ACL 2019", ["ACL"], "P19-1999"),
        (f"{ACL}D19-1999/", "EMNLP 2019", ["EMNLP", "IJCNLP"], "D19-1999"),
        (f"{ACL}C98-1999/", "COLING 1998", ["COLING", "ACL"], "C98-1999"),
        (f"{ACL}N15-1999/", "NAACL 2015", ["NAACL"], "N15-1999"),
        ("https://ijcai.org/proceedings/2021/999", "IJCAI 2021", ["IJCAI"], None),
        ("https://www.ijcai.org/Proceedings/2018/0999.pdf", "IJCAI 2018", ["IJCAI", "ECAI"], None),
        ("https://doi.org/10.24963/ijcai.2023/999", "IJCAI 2023", ["IJCAI"], None),
        ("https://static.ijcai.org/proceedings-2017/9.pdf", "IJCAI 2017", ["IJCAI"], None),
        ("https://ijcai.org/Proceedings/99/Papers/9.pdf", "IJCAI 1999", ["IJCAI"], None),
        (f"{ACL}2023.sigdial-1.9", "SIGDIAL 2023", ["SIGDIAL"], "2023.sigdial-1.9"),
        (f"{ACL}2022.semeval-1.9", "SemEval 2022", ["SemEval"], None),
        ("https://doi.org/10.1609/aaai.v38i17.99999", "AAAI 2024", None, "aaai.v38i17"),
        (f"{CVF}content/CVPR2024/html/A_CVPR_2024_paper.html", "CVPR 2024", ["CVPR"], None),
        (f"{CVF}content_CVPR_2019/papers/A.pdf", "CVPR 2019", ["CVPR"], "content_CVPR_2019"),
        (f"{CVF}content_iccv_2015/papers/A.pdf", "ICCV 2015", ["ICCV"], "content_iccv_2015"),
        (f"{CVF}content/WACV2023/papers/A.pdf", "WACV 2023", ["WACV"], "content/WACV2023"),
        (f"{CVF}content/CVPR2023W/AB/papers/A.pdf", "a workshop of CVPR 2023", ["CVPR"], None),
        (f"{CVF}content_ICCVW_2019/papers/A.pdf", "a workshop of ICCV 2019", ["ICCV"], None),
        (
            f"{CVF}content_cvpr_2018_workshops/w1/html/A.html",
            "a workshop of CVPR 2018",
            ["CVPR"],
            None,
        ),
        ("https://papers.nips.cc/paper/2020/file/ab-Paper.pdf", "NeurIPS 2020", ["NeurIPS"], None),
        (
            "https://proceedings.neurips.cc/paper_files/paper/2022/hash/ab-Abstract.html",
            "NeurIPS 2022",
            ["NeurIPS"],
            "proceedings.neurips.cc/paper_files/paper/2022",
        ),
        ("https://neurips.cc/virtual/2024/poster/99999", "NeurIPS 2024", ["NeurIPS"], None),
        (
            "https://proceedings.iclr.cc/paper_files/paper/2024/hash/ab.html",
            "ICLR 2024",
            ["ICLR"],
            None,
        ),
        ("https://icml.cc/virtual/2023/oral/99999", "ICML 2023", ["ICML"], None),
        ("https://proceedings.mlsys.org/paper_files/paper/2023/hash/ab", "MLSys 2023", None, None),
        ("https://proceedings.mlr.press/v202/doe23a/doe23a.pdf", "ICML 2023", ["ICML"], "v202"),
        ("http://proceedings.mlr.press/v89/doe19a.html", "AISTATS 2019", ["AISTATS"], "v89"),
        ("http://jmlr.org/proceedings/papers/v32/doe14.pdf", "ICML 2014", ["ICML"], "v32"),
        ("https://jmlr.org/papers/v21/20-999.html", "JMLR 2020", ["JMLR"], "v21"),
        ("https://www.jmlr.org/papers/volume23/21-9/21-9.pdf", "JMLR 2022", ["JMLR"], None),
        (
            "https://www.usenix.org/conference/usenixsecurity24/presentation/doe",
            "USENIX Security 2024",
            ["USENIX Security"],
            "usenixsecurity24",
        ),
        (
            "https://usenix.org/system/files/sec23summer_9-doe-prepub.pdf",
            "USENIX Security 2023",
            ["USENIX Security"],
            "sec23",
        ),
        ("https://www.usenix.org/system/files/nsdi23-doe.pdf", "NSDI 2023", ["NSDI"], "nsdi23"),
        (
            "https://www.usenix.org/system/files/conference/osdi16/osdi16-doe.pdf",
            "OSDI 2016",
            ["OSDI"],
            "osdi16",
        ),
        (
            "https://www.usenix.org/conference/soups2023/presentation/doe",
            "SOUPS 2023",
            ["SOUPS"],
            "soups2023",
        ),
        (
            "https://www.ecva.net/papers/eccv_2020/papers_ECCV/papers/9.pdf",
            "ECCV 2020",
            ["ECCV"],
            "papers/eccv_2020",
        ),
        (
            "https://www.isca-archive.org/interspeech_2023/doe23_interspeech.html",
            "Interspeech 2023",
            ["Interspeech"],
            "interspeech_2023",
        ),
        (
            "https://www.isca-speech.org/archive/Interspeech_2018/pdfs/9.pdf",
            "Interspeech 2018",
            ["Interspeech"],
            "archive/Interspeech_2018",
        ),
        ("https://www.roboticsproceedings.org/rss19/p999.html", "RSS 2023", ["RSS"], "rss19"),
    ],
)
def test_proceedings_of_a_url(
    url: str, name: str, venues: list[str] | None, key: str | None
) -> None:
    found = published_in(url)
    assert found is not None
    assert found.name == name
    assert found.years[0] == int(name[-4:])
    assert venues is None or list(found.venues) == venues
    assert key is None or found.key == key


@pytest.mark.parametrize(
    ("url", "year"),
    [
        (f"{ACL}2022.orchardnlp-1.9", 2022),
        (f"{ACL}W18-9999/", 2018),
        (f"{ACL}D19-5999/", 2019),
        (f"{ACL}S13-1999/", 2013),
    ],
)
def test_workshop_tells_only_its_year(url: str, year: int) -> None:
    found = published_in(url)
    assert found is not None
    assert (found.name, found.venues, found.years) == (str(year), (), (year,))


def test_journal_of_computational_linguistics_is_presented_at_conferences() -> None:
    found = published_in(f"{ACL}2023.tacl-1.9/")
    assert found is not None
    assert found.name == "TACL 2023"
    assert {"TACL", "ACL", "EMNLP"}.issubset(found.venues)
    assert set(found.years) == {2022, 2023, 2024}
    older = published_in(f"{ACL}J13-1999/")
    assert older is not None
    assert older.name == "Computational Linguistics 2013"


def test_conference_that_was_put_off_has_two_years() -> None:
    found = published_in("https://www.ijcai.org/proceedings/2020/999")
    assert found is not None
    assert found.years == (2020, 2021)


@pytest.mark.parametrize(
    ("name", "years"),
    [
        ("sec23winter-prepub-9-doe.pdf", (2023, 2024)),
        ("sec24summer-prepub-9-doe.pdf", (2024, 2025)),
        ("sec23-doe.pdf", (2023,)),
    ],
)
def test_paper_that_was_revised_may_be_of_the_next_year(name: str, years: tuple[int, ...]) -> None:
    found = published_in(f"https://www.usenix.org/system/files/{name}")
    assert found is not None
    assert (found.name, found.years) == (f"USENIX Security {years[0]}", years)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "no address",
        "https://example.org/proceedings/2021/9",
        "https://arxiv.org/abs/2305.01234",
        "https://aclanthology.org/",
        "https://aclanthology.org/volumes/2023.acl-long/",
        "https://doi.org/10.1145/9999999.9999999",
        "https://doi.org/10.1609/aaai.v12i1.9999",
        "https://ojs.aaai.org/index.php/AAAI/article/view/99999",
        "https://www.ijcai.org/proceedings/2021/",
        "https://openaccess.thecvf.com/CVPR2024",
        "https://papers.nips.cc/paper/9999-a-title",
        "https://neurips.cc/virtual/2024/tutorial/99999",
        "https://neurips.cc/Conferences/2024",
        "https://proceedings.mlr.press/v202/",
        "https://proceedings.mlr.press/v999/doe23a.html",
        "https://jmlr.org/papers/v2/doe01a.html",
        "https://jmlr.org/papers/",
        "https://www.usenix.org/conference/nsdi23",
        "https://www.usenix.org/conference/woot99/presentation/doe",
        "https://www.ecva.net/papers.php",
        "https://www.isca-archive.org/odyssey_2022/doe22.html",
        "https://www.roboticsproceedings.org/index.html",
    ],
)
def test_a_url_without_a_venue(url: str) -> None:
    assert published_in(url) is None


@pytest.mark.parametrize(
    ("volume", "name", "years"), [(162, "ICML 2022", (2022,)), (205, "CoRL 2022", (2022, 2023))]
)
def test_a_volume_that_came_out_late_has_two_years(
    volume: int, name: str, years: tuple[int, ...]
) -> None:
    found = published_in(f"https://proceedings.mlr.press/v{volume}/doe23a.html")
    assert found is not None
    assert (found.name, found.years) == (name, years)


def test_rows_are_in_order_and_none_is_listed_twice() -> None:
    keys = [
        (row.__struct_config__.tag, *msgspec.structs.astuple(row)[:2])
        for row in rulebook.proceedings()
    ]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


def test_no_conference_has_two_volumes_for_one_year() -> None:
    volumes = [row for row in rulebook.proceedings() if isinstance(row, PmlrVolume)]
    assert len(volumes) > 70
    assert len({row.volume for row in volumes}) == len(volumes)
    assert len({(row.venue, row.year) for row in volumes}) == len(volumes)


def test_venues_are_those_of_the_vocabulary() -> None:
    vocabulary = rulebook.vocabulary()
    for row in rulebook.proceedings():
        name = row.venues[0] if isinstance(row, AnthologyVenue | JointConference) else row.venue
        assert not name or words.fold_name(name) in vocabulary.names


_PIECES = st.sampled_from(
    [
        *("https://", "aclanthology.org/", "openaccess.thecvf.com/", "content", "papers.nips.cc/"),
        *("paper", "/", "_", "2024", "19", "CVPR", "W", ".", "acl-long", "P19-1001", "findings-"),
        *(
            "proceedings.mlr.press/",
            "v202",
            "www.usenix.org/system/files/",
            "sec",
            "doe.pdf",
            "%32",
        ),
        *("doi.org/", "10.1609/aaai.v", "38i17", "ijcai.org/proceedings/", "jmlr.org/", "é"),
    ]
)


@given(st.lists(_PIECES | st.text(max_size=3), max_size=12).map("".join))
def test_any_text_is_read(url: str) -> None:
    found = published_in(url)
    if found is not None:
        assert isinstance(found, Proceedings)
        assert found.years
        assert found.name.endswith(str(found.years[0]))
        assert found.key


@given(
    st.sampled_from(["acl", "emnlp", "naacl", "eacl"]),
    st.integers(2020, 2040),
    st.sampled_from(["long", "short", "main", "demo", "srw", "industry"]),
    st.integers(1, 9999),
    st.sampled_from(
        [
            "https://aclanthology.org/{}",
            "http://www.aclweb.org/anthology/{}/",
            "https://aclanthology.org/{}.pdf",
            "https://aclanthology.org/{}v2.pdf",
            "https://doi.org/10.18653/v1/{}",
            "https://dx.doi.org/10.18653/V1/{}",
        ]
    ),
)
def test_every_form_of_an_anthology_link_has_the_same_proceedings(
    venue: str, year: int, volume: str, number: int, form: str
) -> None:
    name = f"{year}.{venue}-{volume}.{number}"
    found = published_in(form.format(name))
    assert found is not None
    assert (found.name, found.key) == (f"{venue.upper()} {year}", name)
