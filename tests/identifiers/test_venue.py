"""Parsing of venue texts, and detection of typos."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from awesome_lint import rulebook
from awesome_lint.identifiers import venue
from awesome_lint.model import Venue
from awesome_lint.text import edit_distance, words

VOCABULARY = rulebook.vocabulary()

TEXTS = st.lists(
    st.sampled_from(
        [
            *(
                "NeurIPS",
                "NIPS",
                "arXiv",
                "avrxi",
                "S&P",
                "Nature",
                "Findings",
                "CVPRW",
                "Workshop",
            ),
            *("of", "the", "May", "37th", "XYZ", "Code", "2023", "24", "'24", "SIGIR24", "ACL2024"),
            *(" ", " ", " ", "@", "-", "/", "(", ")", ",", " - ", "’", "\N{NO-BREAK SPACE}", "İ"),
        ]
    )
).map("".join) | st.text(max_size=30)


def mentions(text: str) -> list[str]:
    return [
        f"{'?' if mention.misspelt else ''}{mention.venue.name}"
        for mention in venue.parse_venue(text, VOCABULARY).mentions
    ]


def unknown(text: str) -> list[str]:
    return [word.text for word in venue.parse_venue(text, VOCABULARY).unknown]


def years(text: str) -> list[tuple[int, str, str]]:
    """Return value, form and text from name to year."""
    return [
        (year.value, year.form, text[year.name_start : year.end])
        for year in venue.parse_venue(text, VOCABULARY).years
    ]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("NeurIPS", "neurips"),
        ("ECML-PKDD", "ecml pkdd"),
        ("ECML/PKDD", "ecml pkdd"),
        ("S & P", "s and p"),
        ("Nat. Mach. Intell.", "nat mach intell"),
        ("  Künstliche\tIntelligenz ", "künstliche intelligenz"),
        ("—", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert words.fold_name(text) == folded


@given(TEXTS)
@example("İstanbul & Straße")
def test_fold_keeps_the_number_of_words(text: str) -> None:
    assert len(words.fold_name(text).split()) == len(words.name_words(text))


def test_vocabulary_indexes_every_name() -> None:
    row = Venue("NeurIPS", "conference", ("Neural Conf.",), ("NeurlPS",), {"NIPS": 2017})
    indexed = rulebook.build_vocabulary([row])
    assert indexed.venues == (row,)
    assert indexed.names == {"neurips": row, "neural conf": row, "nips": row}
    assert indexed.misspellings == {"neurlps": row}


def test_a_later_venue_takes_over_names_and_misspellings() -> None:
    first = Venue("INFOCOM", "conference", misspellings=("INFOCON", "INFCOM"))
    second = Venue("INFOCON", "workshop", aliases=("Infocom",))
    indexed = rulebook.build_vocabulary([first, second])
    assert indexed.names == {"infocom": second, "infocon": second}
    assert indexed.misspellings == {"infcom": first}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ICLR 2024", ["ICLR"]),
        ("arxiv 2023", ["arXiv"]),
        ("Avrxi 2025", ["?arXiv"]),
        ("PGAI@CIKM 2023", ["PGAI", "CIKM"]),
        ("XYZ@CIKM 2023", ["CIKM"]),
        ("LREC-COLING 2024", ["LREC-COLING"]),
        ("AACL-IJCNLP 2022", ["AACL"]),
        ("EMNLP-IJCNLP 2019", ["EMNLP", "IJCNLP"]),
        ("EMNLP 2023 Findings", ["EMNLP", "Findings"]),
        ("Findings of ACL 2023", ["Findings", "ACL"]),
        ("ACL Findings 2023", ["ACL", "Findings"]),
        ("RecSys Doctoral Symposium 2023", ["RecSys", "Doctoral Symposium"]),
        ("ACM TOIS 2023", ["TOIS"]),
        ("DLP-RecSys 2023", ["DLP"]),
        ("NeurIPS-ENLSP, 2023", ["NeurIPS", "ENLSP"]),
        ("WWW 2024 Demo", ["WWW", "Demo"]),
        ("ICML'23", ["ICML"]),
        ("SIGIR24", ["SIGIR"]),
        ("WSDM2024", ["WSDM"]),
        ("CVPR (Oral)", ["CVPR", "Oral"]),
        ("ICCVW 2023", ["ICCV"]),
        ("NeurIPS 2023 Datasets and Benchmarks Track", ["NeurIPS", "Datasets and Benchmarks"]),
        ("IEEE Data Engineering Bulletin 2023", ["Data Engineering Bulletin"]),
        ("Nature Machine Intelligence", ["Nature Machine Intelligence"]),
        ("Nature 2023", ["Nature"]),
        ("Nature of Code", []),
        ("Nature (Code), Science", ["Nature", "Science"]),
        ("Machine Learning - Springer", ["Machine Learning"]),
        ("mm 2023", ["MM"]),
        ("5 mm rain", []),
        ("Proceedings of the 40th International Conference on Machine Learning", ["ICML"]),
        ("IEEE Transactions on Multimedia", ["TMM"]),
        ("IEEE Trans. Software Eng.", ["TSE"]),
        ("ESEC/FSE 2020", ["FSE"]),
        ("Journal of Science & Technology 2023", []),
        ("Arxiv, May 2023", ["arXiv"]),
        ("In submission", []),
        ("Preprint", []),
        ("-", []),
        ("N/A", []),
        ("OpenAI Blog", []),
        ("Technical Report", []),
        ("", []),
    ],
)
def test_mentions(text: str, expected: list[str]) -> None:
    names = {row.name for row in VOCABULARY.venues}
    assert {name.removeprefix("?") for name in expected} <= names
    assert mentions(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Proceedings of the 40th ICML, May 2023 (pp. 1-12)", []),
        ("XYZ@CIKM 2023", ["XYZ"]),
        ("CIKM2023 XYZ4", ["XYZ4"]),
        ("INFOCON Workshops", ["INFOCON"]),
        ("Nature of Code", ["Nature", "Code"]),
        # If a name is not a venue in one part of the text, it is not one in the others.
        ("Nature of Code, Nature / Nature Code", ["Nature", "Code", "Nature", "Code"]),
        ("ACM (J) 2. ed.", ["ed"]),
    ],
)
def test_unknown_words(text: str, expected: list[str]) -> None:
    assert unknown(text) == expected


def test_a_name_that_spans_two_parts_falls_with_either() -> None:
    vocabulary = rulebook.build_vocabulary(
        [Venue("Ethics, Society", "journal"), Venue("Nature", "journal")]
    )

    def named(text: str) -> list[str]:
        return [mention.venue.name for mention in venue.parse_venue(text, vocabulary).mentions]

    assert named("Ethics, Society - Nature") == ["Ethics, Society", "Nature"]
    assert named("Some Ethics, Society Nature") == []
    assert named("Some Ethics, Society - Nature") == ["Nature"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ICML 2023", [(2023, "full", "ICML 2023")]),
        ("NeurIPS, 2023", [(2023, "full", "2023")]),
        ("UbiSec-2023", [(2023, "full", "UbiSec-2023")]),
        ("ICML2023", [(2023, "glued", "ICML2023")]),
        ("XYZ2023 (long)", [(2023, "glued", "XYZ2023")]),
        ("USENIX Security2020", [(2020, "glued", "USENIX Security2020")]),
        ("ICML'23", [(2023, "short", "ICML'23")]),
        ("ACM MM ’25", [(2025, "short", "ACM MM ’25")]),
        ("XYZ '25", [(2025, "short", "XYZ '25")]),
        ("SIGIR 24", [(2024, "short", "SIGIR 24")]),
        ("USENIX Security 21", [(2021, "short", "USENIX Security 21")]),
        ("Advances in Neural Information Processing Systems 34", []),
        (
            "Advances in Neural Information Processing Systems 34 (2021): 12-34",
            [(2021, "full", "2021")],
        ),
        ("SIGIR24", [(2024, "short", "SIGIR24")]),
        ("Arixv24", [(2024, "short", "Arixv24")]),
        ("ICCVW 19", [(2019, "short", "ICCVW 19")]),
        ("KDD 97", [(1997, "short", "KDD 97")]),
        ("UbiComp Companion '24", [(2024, "short", "UbiComp Companion '24")]),
        ("Findings '24", [(2024, "short", "Findings '24")]),
        ("ICML 2022, NeurIPS 2023", [(2022, "full", "ICML 2022"), (2023, "full", "NeurIPS 2023")]),
        ("2023", [(2023, "full", "2023")]),
        # After a journal it is the volume, after a comma a page, and 55 is not a year.
        ("JMLR 24", []),
        ("TPAMI24", []),
        ("ICML, 24", []),
        ("KDD 55", []),
        ("XYZ 24", []),
        ("24", []),
        ("'24", []),
        ("2023-24", [(2023, "full", "2023")]),
        ("arXiv:2012.12345", []),
        ("10.1145/2012345", []),
        ("软件学报2023", []),
    ],
)
def test_years(text: str, expected: list[tuple[int, str, str]]) -> None:
    assert years(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("EMNLP 2023 Findings", 2023),
        ("WSDM2024", 2024),
        ("软件学报2023年", 2023),
        ("Sept.2019", 2019),
        ("2024.05", 2024),
        ("WWW 2020/04", 2020),
        ("ICML'23", 2023),
        ("CIKM ’24", 2024),
        ("KDD '97", 1997),
        ("SIGIR24", 2024),
        ("RecSys24", 2024),
        ("arXiv 2022, ICLR 2022", 2022),
        ("arXiv 2022, ICLR 2023", None),
        ("ICML'22, ICLR'23", None),
        ("JMLR 24", None),
        ("Book24", None),
        ("GPT4", None),
        ("KDD '55", None),
        ("arXiv:2012.12345", None),
        ("v1.2012", None),
        ("10.1145/2012345", None),
        ("Nature", None),
        ("", None),
    ],
)
def test_year(text: str, expected: int | None) -> None:
    assert venue.stated_year(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ICLR 24", 2024),  # two digits after a name, which only venues have
        ("ICML'23", 2023),
        ("EMNLP 2023 Findings", 2023),
        ("JMLR 24", None),  # a volume
        ("arXiv 2022, ICLR 2023", None),
        ("ICRA", None),
        ("", None),
    ],
)
def test_the_year_of_a_venue(text: str, expected: int | None) -> None:
    assert venue.year_of(text, VOCABULARY) == expected


@pytest.mark.parametrize(
    "text", ["ICRA 2024", "CVPRW", "Arixv", "Findings of EMNLP'23", "2024", "NeurIPS (Oral), A", ""]
)
def test_text_of_words_that_occur_in_venues(text: str) -> None:
    assert venue.has_only_known_words(text, VOCABULARY)


@pytest.mark.parametrize("text", ["Icebots 2024", "BERT (NAACL 2019)", "XYZ@CIKM", "Walkings"])
def test_text_with_words_that_no_venue_has(text: str) -> None:
    assert not venue.has_only_known_words(text, VOCABULARY)


def test_all_names_of_venues_have_known_words_only() -> None:
    names = [
        name
        for each in VOCABULARY.venues
        for name in (each.name, *each.aliases, *each.former, *each.misspellings)
    ]

    assert [name for name in names if not venue.has_only_known_words(name, VOCABULARY)] == []


def test_a_long_text_is_prose() -> None:
    text = "ICML 2023 "
    text += "-" * (venue.MAX_CHARS - len(text))
    assert mentions(text) == ["ICML"]
    assert venue.parse_venue(f"{text}-", VOCABULARY) == venue.ParsedVenue()


@pytest.mark.parametrize(
    "text",
    [
        "arXiv 2023",
        "Arixv 2024",
        "ACL 2023",
        "NeurIPS",
        "IJCAI Workshop",
        "PGAI@CIKM 2023",
        "XYZ@CIKM 2023",
        "XYZ @ CIKM 2023",
        "NeurIPS-XYZ, 2023",
        "IEEE TKDE",
        "Nature 2023",
        "EMNLP 2023 Findings",
        "SIGIR24",
    ],
)
def test_recognises_venues(text: str) -> None:
    assert venue.is_venue(text, VOCABULARY)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "2023",
        "Findings 2023",
        "Demo",
        "Code",
        # Labels of links, topics, abbreviations of other things.
        "arXiv",
        "arXiv:2301.01234",
        "RSS",
        "ACL",
        "Nature",
        "Machine Learning",
        "IEEE Access",
        # Other words in the text.
        "XYZ@CIKM",
        "BERT (NAACL 2019)",
        "KDD Cup 2023",
        "XYZ NeurIPS",
        "A Survey of Everything That NeurIPS 2023 Had",
        "Preprint",
        "In submission",
        "OpenAI Blog",
    ],
)
def test_does_not_recognise_what_may_be_something_else(text: str) -> None:
    assert not venue.is_venue(text, VOCABULARY)


@given(TEXTS)
@example("NIPS2022'23")
def test_offsets_point_at_what_was_read(text: str) -> None:
    reading = venue.parse_venue(text, VOCABULARY)
    named: list[venue.VenueMention | venue.VenueWord] = [
        *reading.mentions,
        *reading.unknown,
        *reading.words,
    ]
    for each in named:
        assert text[each.start : each.end] == each.text
        assert words.fold_name(each.text) == each.key
    ends = [0, *(mention.end for mention in reading.mentions)]
    assert all(end <= mention.start for end, mention in zip(ends, reading.mentions, strict=False))
    for year in reading.years:
        assert 0 <= year.name_start <= year.start < year.end <= len(text)
        digits = "".join(filter(str.isdecimal, text[year.start : year.end]))
        assert str(year.value).endswith(digits)
        assert 1950 <= year.value <= 2099


@given(TEXTS)
def test_what_is_recognised_names_a_venue(text: str) -> None:
    if venue.is_venue(text, VOCABULARY):
        assert any(name != "Findings" for name in mentions(text))


@given(TEXTS)
def test_year_is_a_year_or_none(text: str) -> None:
    found = venue.stated_year(text)
    assert found is None or 1950 <= found <= 2099


@pytest.mark.parametrize(
    ("wrong", "right", "kind"),
    [
        ("emnpl", "emnlp", "transposition"),
        ("neurlps", "neurips", "substitution"),
        ("icasssp", "icassp", "addition"),
        ("infcom", "infocom", "omission"),
        ("icml", "icml", None),
        ("avrxi", "arxiv", None),
        ("", "a", "omission"),
        ("", "", None),
    ],
)
def test_typo(wrong: str, right: str, kind: str | None) -> None:
    assert edit_distance.single_edit(wrong, right) == kind


LETTERS = st.text("abc", max_size=7)


@given(LETTERS, LETTERS)
def test_a_typo_is_an_osa_distance_of_one(wrong: str, right: str) -> None:
    assert (edit_distance.single_edit(wrong, right) is not None) == (
        OSA.distance(wrong, right) == 1
    )


@given(st.text("abc", max_size=30), st.text("abc", max_size=30), st.sampled_from((0.7, 0.75, 0.9)))
def test_similar_texts_have_a_normalized_osa_similarity(one: str, other: str, least: float) -> None:
    similarity = OSA.normalized_similarity(one, other)
    assert edit_distance.are_similar(one, other, least) == (similarity >= least)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("walking robots on ice", "walking robots on thin ice", False),
        ("walking robots on thick ice", "walking robot on thick ice", True),
        ("walking robots on ice", "walking robtos on ice", True),
    ],
)
def test_similar_texts(one: str, other: str, expected: bool) -> None:
    assert edit_distance.are_similar(one, other, 0.9) == expected


@given(LETTERS, st.lists(LETTERS))
def test_every_typo_is_found(word: str, words: list[str]) -> None:
    expected = sorted({other for other in words if OSA.distance(word, other) == 1})
    assert edit_distance.words_one_edit_away(word, edit_distance.index_words(words)) == expected
