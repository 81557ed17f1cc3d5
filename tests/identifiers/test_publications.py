"""Publications stated by comments, journal references, DOIs and names of sources."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesome_lint import rulebook
from awesome_lint.identifiers import publications
from awesome_lint.identifiers.publications import Publication
from awesome_lint.model import Venue
from awesome_lint.rulebook import DoiPrefix

VENUES = rulebook.vocabulary()


def shown(found: Publication | None) -> str:
    """Return a publication in short: `EMNLP 2023 Findings`."""
    if found is None:
        return ""
    return " ".join(filter(None, (found.venue.name, str(found.year or ""), found.track)))


def comment(text: str) -> str:
    return shown(publications.read_comment(text, VENUES))


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        ("Accepted at ICLR 2024", "ICLR 2024"),
        ("ICLR 2024, accepted", "ICLR 2024"),
        ("L4DC 2022, camera-ready version", "L4DC 2022"),
        ("Accepted @ EMNLP 2023", "EMNLP 2023"),
        ("AAAI-23", "AAAI 2023"),
        # the year in another part, or none
        ("Accepted to RA-L, January 2024", "RA-L 2024"),
        ("In CVPR, 2019", "CVPR 2019"),
        ("Accepted at ICRA, London, UK, 2023", "ICRA 2023"),
        ("Accepted by TPAMI", "TPAMI"),
        ("TPAMI", ""),
        ("Accepted by TPAMI 2123", ""),
        ("Accepted at ICLR 2024 and ICLR 2023", ""),
        # punctuation in names, abbreviations, missing full stops, URLs
        ("Robotics: Science and Systems 2023", "RSS 2023"),
        (
            "IEEE Int. Conference on Acoustics, Speech and Signal Processing (ICASSP), 2023",
            "ICASSP 2023",
        ),
        ("Proc. Interspeech 2020. 5 pages", "Interspeech 2020"),
        ("Accepted to CVPR 2024 Project page: https://a.example/cvpr2023", "CVPR 2024"),
        ("See https://a.example. Accepted to CVPR 2024", "CVPR 2024"),
        ("Accepted to CVPR 2024 Code at github.com/robots/icra2023", "CVPR 2024"),
        # words that are ordinary ones, and ordinals
        ("Accepted in Nature with minor changes", "Nature"),
        (
            "Thirty-seventh Conference on Neural Information Processing Systems, 2023",
            "NeurIPS 2023",
        ),
        # conferences that were held jointly
        ("Accepted by EMNLP-IJCNLP 2019", "EMNLP 2019"),
        ("EMNLP/IJCNLP 2018", ""),
        ("EMNLP/IJCNLP", ""),
        ("Accepted at EMNLP and IJCNLP", ""),
        # several sentences
        ("ICML 2023. Accepted at ICML", "ICML 2023"),
        ("Accepted at ICML 2023. Accepted at ICML 2024", ""),
        ("Accepted at ICML 2023. TMLR 2024", ""),
        # other papers and events in the same sentence
        ("Accepted by IJCV (extended version of our CVPR 2022 paper) in 2023", "IJCV 2023"),
        ("Accepted by IJCV 2023, extended version of CVPR 2022 paper", "IJCV 2023"),
        ("(Extended version) IJCV 2023", ""),
        ("Accepted at ICLR 2024, Vienna, ICML 2023 baseline included", ""),
        ("Accepted at ICML 2024 ColdBots", ""),
        ("ColdBots ICML 2024 accepted", ""),
        ("Accepted at ICML 2024 in Vienna", "ICML 2024"),
        ("Accepted at ICML 2024 with code", "ICML 2024"),
        ("CVPRW 2024", ""),
        ("Accepted to BlackboxNLP 2023 at EMNLP 2023", ""),
        ("SemEval-2023 Task 5, ACL 2023", ""),
        # an event, a workshop or a doubt in another sentence
        ("Workshop paper. ICML 2024", ""),
        ("Extended abstract; CVPR 2022", ""),
        ("Accepted at ICML 2024. An early version was a workshop paper", "ICML 2024"),
        ("ML4Sys, NeurIPS 2022", ""),
        ("Accepted to XAI4Ice; CVPR 2023", ""),
        # a name in front of a venue, which may be that of a workshop
        ("Frozen Deep Learning, NeurIPS 2018", ""),
        ("10 pages, Robots for the Cold (NeurIPS 2018)", ""),
        ("Frozen Learning - NeurIPS 2018. Code: https://a.example/", ""),
        ("Accepted at NeurIPS 2018, Montreal Canada, NeurIPS 2018", "NeurIPS 2018"),
        ("NeurIPS 2018, Frost City, Iceland", "NeurIPS 2018"),
        ("Project Page: https://a.example/, CVPR 2024", "CVPR 2024"),
        ("Both authors contributed equally, CVPR 2024", "CVPR 2024"),
        ("Equal Contribution, CVPR 2024", "CVPR 2024"),
        (
            "IEEE/RSJ International Conference on Intelligent Robots and Systems (IROS) 2023",
            "IROS 2023",
        ),
        ("Accepted at ICML 2024. Code: LLM4Ice", "ICML 2024"),
        ("Accepted at ML4H 2022", "ML4H 2022"),
        ("ICCV-W 2023", ""),
        ("ICML 2024 (W)", ""),
        ("CVPR 2023, 8 pages, w/ appendix", "CVPR 2023"),
        ("May appear in ICML 2025", ""),
        ("Decision pending: ICML 2025", ""),
        ("Subm. ICLR 2025", ""),
        ("Supplementary to CVPR 2024", ""),
        # posters
        ("ICLR 2024 poster", "ICLR 2024"),
        ("SIGCOMM 2024 poster", ""),
        # what was accepted is something else, or by something else
        ("The data was published at ECCV 2020", ""),
        ("Accepted at ColdBots, ICML 2024", ""),
        ("ICML 2024. Under review", ""),
        ("Accepted at ICML 2024. Submitted to TMLR", "ICML 2024"),
        ("", ""),
        ("12 pages", ""),
    ],
)
def test_comments(text: str, venue: str) -> None:
    assert comment(text) == venue


def test_the_text_of_a_publication_is_the_sentence_as_written() -> None:
    found = publications.read_comment("9 pages; AAAI-23 (oral), https://a.example/23. Code", VENUES)
    assert found
    assert found.text == "AAAI-23 (oral), https://a.example/23"


@given(st.text("Accepted at ICML 2024,.;()@-:/ fortevisn", max_size=300))
def test_any_comment_is_survived(text: str) -> None:
    for read in (publications.read_comment, publications.read_reference, publications.read_source):
        assert isinstance(read(text, VENUES), Publication | None)


@pytest.mark.parametrize(
    "part",
    [
        "accepted at ICML ",
        "ICML 2024, ",
        "extended version of (",
        "the the ",
        "a.b/c ",
        "'23-",
        "1.",
    ],
)
def test_long_comments_take_little_time(part: str) -> None:
    start = time.process_time()
    publications.read_comment(part * 5000, VENUES)
    assert time.process_time() - start < 2


@pytest.mark.parametrize(
    ("doi", "venue"),
    [
        ("10.1145/3580305.3599256", "KDD 2023"),
        ("10.1109/cvpr52729.2023.00007", "CVPR 2023"),
        ("10.1109/iccv.2019.00077", "ICCV 2019"),
        ("10.1109/cvprw59228.2023.00007", ""),
        ("10.1109/tpami.2023.3331234", "TPAMI 2023"),
        ("10.1109/sp46215.2023.00007", "S&P 2023"),
        ("10.1007/s11263-021-01453-z", "IJCV 2021"),
        ("10.1007/s11263-x", ""),
        ("10.1038/s41467-023-01234-5", "Nature Communications 2023"),
        ("10.1016/j.patcog.2021.108102", "Pattern Recognition 2021"),
        ("10.1613/jair.1.12345", "JAIR"),
        ("10.18653/v1/2023.acl-long.12", "ACL 2023"),
        ("10.18653/v1/2023.findings-acl.12", "ACL 2023 Findings"),
        ("10.18653/v1/2023.acl-demo.12", ""),
        ("10.18653/v1/2023.acl-srw.12", ""),
        ("10.18653/v1/2023.bionlp-1.12", ""),
        ("10.18653/v1/2023.nosuch-1.12", ""),
        ("10.18653/v1/d18-1234", "EMNLP 2018"),
        ("10.24963/ijcai.2021/12", "IJCAI 2021"),
        ("10.1609/aaai.v37i9.12345", "AAAI 2023"),
        ("10.1145/3580305.3599256 10.1109/tpami.2023.3331234", ""),
        ("10.48550/arxiv.2305.01234", ""),
        ("10.5281/zenodo.1234567", ""),
        ("10.1145/0000000.0000000", ""),
        ("", ""),
        ("/../x?y#z%%", ""),
    ],
)
def test_dois(doi: str, venue: str) -> None:
    assert shown(publications.read_doi(doi, VENUES)) == venue


def test_a_vocabulary_may_lack_a_venue() -> None:
    few = rulebook.build_vocabulary((Venue("ICML", "conference"),))
    for doi in ("10.1145/3580305.3599256", "10.18653/v1/2023.acl-long.12"):
        assert publications.read_doi(doi, few) is None
    assert shown(publications.read_comment("ICML 2024", few)) == "ICML 2024"


def test_prefixes_of_dois_are_distinct_and_of_known_venues() -> None:
    rows = [row for row in rulebook.proceedings() if isinstance(row, DoiPrefix)]
    kinds = {venue.name: venue.kind for venue in rulebook.venues()}
    assert all(kinds[row.venue] in ("conference", "journal") for row in rows)
    assert all(row.prefix == row.prefix.lower() for row in rows)
    # The first row whose prefix begins a DOI is used.
    prefixes = [row.prefix for row in rows if row.form != "ieee"]
    assert not [a for a in prefixes for b in prefixes if a != b and a.startswith(b)]
    assert not [row for row in rows if row.year and row.form]


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        ("In ICML 2024, pp. 1-9", "ICML 2024"),
        ("Frost W, Snow A. CVPR 2023", "CVPR 2023"),
        ("Transactions of the ACL, 2023", "TACL 2023"),
        ("CVPR-W 2023", ""),
        ("NeurIPS 2022 ML4Sys", ""),
        ("Proceedings of the AAAI Symposium Series 2023", ""),
        ("CHI EA '23", ""),
        ("SIGIR Forum 57, 2023", ""),
    ],
)
def test_journal_references(text: str, venue: str) -> None:
    assert shown(publications.read_reference(text, VENUES)) == venue


@pytest.mark.parametrize(
    ("text", "venue"),
    [
        ("Nature Communications", "Nature Communications"),
        ("Proceedings of the AAAI Conference on Artificial Intelligence", "AAAI"),
        ("2023 IEEE/CVF Conference on Computer Vision and Pattern Recognition (CVPR)", "CVPR 2023"),
        ("Lecture Notes in Computer Science", ""),
        ("arXiv (Cornell University)", ""),
        ("ICML 2023 Workshops", ""),
        ("ICML 2023 Conference on Ice", ""),
        ("SIGGRAPH 2023 Posters", ""),
        ("Companion of HRI 2023", ""),
        ("ICML 2022, ICML 2023", ""),
        ("", ""),
    ],
)
def test_names_of_sources(text: str, venue: str) -> None:
    assert shown(publications.read_source(text, VENUES)) == venue
