"""venue-typo, beyond the examples of its page."""

import pytest

from linting import fixed, lint, messages, parse
from tables import papers, table

RULE = "venue-typo"


def found(*venues: str, config: str = "") -> list[str]:
    """Return the messages in a list with other, known venues."""
    text = papers(*venues, *["ICML 2023"] * len(venues))
    return [message.partition(" ")[2] for message in messages(text, RULE, config=config)]


def test_a_known_misspelling_is_found_anywhere_in_the_text() -> None:
    text = papers("Workshop at NeurlPS 2023", "Avrxi2024, NeuIPS 2023")
    assert messages(text, RULE) == [
        "3:19 `NeurlPS` is a misspelling of `NeurIPS`: a search for the venue misses this entry",
        "4:7 `Avrxi` is a misspelling of `arXiv`: a search for the venue misses this entry",
        "4:18 `NeuIPS` is a misspelling of `NeurIPS`: a search for the venue misses this entry",
    ]


def test_suggestion_is_spelt_as_this_list_spells_it() -> None:
    question = "`arvix` is a misspelling of `{}`: a search for the venue misses this entry"
    assert found("arvix 2023", "ArXiv 2023") == [question.format("ArXiv")]
    assert found("arvix 2023", "arxiv 2023", "arxiv 2024", "ArXiv") == [question.format("arxiv")]
    # Of equally frequent spellings, the official one is preferred, then the first one.
    assert found("arvix 2023", "ArXiv 2023", "arXiv 2023") == [question.format("arXiv")]
    assert found("arvix 2023", "arxiv 2023", "Arxiv 2023") == [question.format("Arxiv")]


@pytest.mark.parametrize("venue", ["NeurIPSw 2019", "NeurIPSW 2019", "SIGMODw 2023", "ICCVw'21"])
def test_workshops_of_a_conference_are_no_typo_of_it(venue: str) -> None:
    assert found(venue) == []


def test_help_shows_the_whole_venue() -> None:
    (finding,) = lint(papers("Arixv, May 2024"), RULE)
    assert finding.help == "Write `arXiv`"
    assert finding.severity == "error"


def test_frequent_misspelling_is_one_nevertheless() -> None:
    assert len(found(*["arvix 2023"] * 9)) == 9


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("AAMSA", "AAMAS"),  # five letters: swapped letters
        ("INFOCMO", "INFOCOM"),
        ("INTERSPEEH", "Interspeech"),
        ("Neurocomputting", "Neurocomputing"),
        ("bioinfromatics", "Bioinformatics"),
        ("IEEE INFOCON", "INFOCOM"),
    ],
)
def test_one_typo_in_a_word(wrong: str, right: str) -> None:
    word = wrong.rsplit(maxsplit=1)[-1]
    assert found(f"{wrong} 2024") == [
        (
            f"`{word}` is not a known venue and may be a typo of `{right}`: a search for the venue"
            f" misses this entry"
        )
    ]


def test_replaced_letter_in_six_letters_beside_an_entry_with_the_right_name() -> None:
    (message,) = found("SIGMED 2024", "SIGMOD 2023")
    assert message.startswith("`SIGMED` is not a known venue and may be a typo of `SIGMOD`:")


@pytest.mark.parametrize(
    "text",
    [
        "ICMK 2024",  # four letters
        "SIGIX 2024",  # five letters, and a replaced letter
        "SIGMD 2024",  # six letters, and one missing
        "ICAPSE 2024",  # a sixth letter
        "SIGMED 2024",  # six letters, and a replaced letter
        "ICASSPS 2024",  # the plural
        "AISTAT5 2024",  # a digit
        "Sensory 2024",  # similar ordinary words
        "Coding 2024",  # an ordinary word, similar to an acronym
        "Wokshop 2024",  # tracks are ordinary words
        "Querying INFOCON 2024",  # more than one unknown word
        "INFOCON@ICML 2024",  # another, known venue
        "Zebras 2024",
        "ECAL 2024",
        "ENLSP 2021",
        "LREC-COLING 2024",
        "Preprint",
        "OpenAI Blog",
        "Technical Report",
    ],
)
def test_no_guess(text: str) -> None:
    assert found(text) == []


def linked(venue: str, url: str) -> list[str]:
    """Return the messages about a venue beside a link, in a list whose column names no venues."""
    rows = [("Walking Robots on Ice", venue, f"[paper]({url})"), ("B", "Zebras", "[p](x)")]
    text = table("Paper | Venue | Link", rows)
    return [message.partition(" ")[2] for message in messages(text, RULE)]


@pytest.mark.parametrize(
    ("venue", "url", "wrong", "right"),
    [
        ("Ariv 2024", "https://arxiv.org/abs/2401.01234", "Ariv", "arXiv"),
        ("Axvi 2024", "https://doi.org/10.48550/arXiv.2401.01234", None, None),
        ("EMLP 2024", "https://aclanthology.org/2024.emnlp-main.9/", "EMLP", "EMNLP"),
        ("Findings of EMLP", "https://aclanthology.org/2024.findings-emnlp.9/", "EMLP", "EMNLP"),
        ("SIGDAL 2023", "https://aclanthology.org/2023.sigdial-1.9", "SIGDAL", "SIGDIAL"),
        ("CVR 2024", "https://openaccess.thecvf.com/content/CVPR2024/A.pdf", "CVR", "CVPR"),
        ("ICMK 2024", "https://proceedings.mlr.press/v235/a24a.html", "ICMK", "ICML"),
        ("ICLE 2024", "https://iclr.cc/virtual/2024/poster/9", "ICLE", "ICLR"),
        ("IJAI 2023", "https://www.ijcai.org/proceedings/2023/9", "IJAI", "IJCAI"),
        (
            "BioRxv 2023",
            "https://www.biorxiv.org/content/10.1101/2023.01.02.1",
            "BioRxv",
            "bioRxiv",
        ),
        ("EMLP 2024", "https://aclanthology.org/2024.acl-long.9/", None, None),
        ("EMNLPs 2024", "https://aclanthology.org/2024.emnlp-main.9/", None, None),
        ("EMLP 2024", "https://example.org/emnlp", None, None),
        # The name of a workshop, and a conference that shares its proceedings with another.
        ("CVPM 2024", "https://openaccess.thecvf.com/content/CVPR2024W/A.pdf", None, None),
        ("EAAI 2024", "https://doi.org/10.1609/aaai.v38i21.99999", None, None),
    ],
)
def test_a_venue_one_edit_away_from_that_of_the_link(
    venue: str, url: str, wrong: str | None, right: str | None
) -> None:
    message = (
        f"`{wrong}` is a misspelling of `{right}`, which the link names: a search for the venue"
        " misses this entry"
    )
    assert linked(venue, url) == ([message] if wrong else [])


def test_several_entries_with_one_typo_are_no_habit_if_their_links_say_otherwise() -> None:
    rows = [(f"Robot {n}", "Ariv 2024", f"[p](https://arxiv.org/abs/2401.0{n})") for n in range(5)]
    rows = [(a, b, c.replace(".0", ".0123")) for a, b, c in rows]
    text = table("Paper | Venue | Link", rows)
    assert len(lint(text, RULE)) == 5
    assert fixed(text, lint(text, RULE)).count("arXiv 2024") == 5


@pytest.mark.parametrize(
    ("wrong", "right", "siblings"),
    [
        ("NACL", "NAACL", 3),  # a double letter
        ("WSDDM", "WSDM", 3),
        ("AAI", "AAAI", 3),
        ("PDOS", "PODS", 3),  # swapped letters
        ("EMLP", "EMNLP", 3),  # five letters, and one missing
        ("EMQNLP", "EMNLP", 3),
    ],
)
def test_a_short_typo_beside_entries_with_the_right_name(
    wrong: str, right: str, siblings: int
) -> None:
    message = (
        f"`{wrong}` is not a known venue and may be a typo of `{right}`: a search for the venue"
        " misses this entry"
    )
    others = [f"{right} 2024"] * siblings
    text = papers(f"{wrong} 2024", *others)
    assert [each.message for each in lint(text, RULE)] == [message]
    assert lint(papers(f"{wrong} 2024", *others[1:]), RULE) == ()


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("ICMK", "ICML"),  # a replaced letter
        ("ICL", "ICML"),  # a missing letter of four
        ("ICVML", "ICML"),  # an added letter
        ("Pdos", "PODS"),  # written like a word
        ("CIDM", "ICDM"),  # another conference
        ("ICLRs", "ICLR"),
    ],
)
def test_no_guess_beside_entries_with_another_name(word: str, other: str) -> None:
    assert lint(papers(f"{word} 2024", *[f"{other} 2024"] * 9), RULE) == ()


@pytest.mark.parametrize(
    ("venue", "wrong", "right"),
    [
        ("EMNLP 2024 Fidnings", "Fidnings", "Findings"),
        ("FINDNGS of EMNLP 2024", "FINDNGS", "FINDINGS"),
        ("ICML Worshop 2024", "Worshop", "Workshop"),
        ("ICML 2024 wrokshops", "wrokshops", "workshops"),
        ("ICML 2024 (Spotlght)", "Spotlght", "Spotlight"),
        ("ICML 2024 Procedings", "Procedings", "Proceedings"),
    ],
)
def test_a_misspelt_qualifier_beside_a_venue(venue: str, wrong: str, right: str) -> None:
    message = f"`{wrong}` may be a typo of `{right}`: a search for `{right}` misses this entry"
    assert found(venue) == [message]
    (finding,) = lint(papers(venue, "ICML 2024"), RULE)
    assert finding.help == f"Write `{right}`"
    assert finding.fix is not None
    assert not finding.fix.safe


@pytest.mark.parametrize(
    "venue", ["EMNLP 2024 Finding", "ICML Demos 2024", "Ice@ICML 2024", "ICML 2024 Worship"]
)
def test_qualifiers_that_are_accepted(venue: str) -> None:
    assert found(venue) == []


@pytest.mark.parametrize(
    ("wrong", "name", "right"),
    [
        (
            "International Conference on Machnie Learning 2023",
            "International Conference on Machnie Learning",
            "International Conference on Machine Learning",
        ),
        (
            "Proc. of the 40th Internatonal Conference on Machine Learning (May 2023)",
            "Internatonal Conference on Machine Learning",
            "International Conference on Machine Learning",
        ),
        ("Nature Machine Inteligence", "Nature Machine Inteligence", "Nature Machine Intelligence"),
        (
            "IEEE Transactions on Multmedia",
            "Transactions on Multmedia",
            "Transactions on Multimedia",
        ),
    ],
)
def test_one_typo_in_a_long_name(wrong: str, name: str, right: str) -> None:
    assert found(wrong) == [
        (
            f"`{name}` is not a known venue and may be a typo of `{right}`: a search for the venue"
            f" misses this entry"
        )
    ]


@pytest.mark.parametrize(
    "text",
    [
        "International Conference on Machnie Laerning",  # two typos
        "International Conference on Machines Learning",  # the plural
        "International Conference in Machine Learning",  # another short word
        "International Conference on Learning Machines",
        "IEEE Transactions on Multi2edia",
        "A Word About Machnie Learning",
        "of " * 20 + "Transactions on Multmedia" + " of" * 20,
    ],
)
def test_no_guess_about_long_names(text: str) -> None:
    assert [each for each in found(text) if "Multmedia" not in each] == []


def test_span_and_fix_of_a_long_name_are_the_word() -> None:
    text = papers("Nature Machine Inteligence 2023", "ICML 2023")
    (finding,) = lint(text, RULE)
    assert (finding.span.column, finding.span.end_column) == (22, 33)
    assert finding.help == "Write `Intelligence`"
    assert finding.fix is not None
    assert not finding.fix.safe
    assert fixed(text, [finding]) == papers("Nature Machine Intelligence 2023", "ICML 2023")


def test_unknown_name_that_is_common_here_is_a_name() -> None:
    typo = (
        "`SafetyCom` is not a known venue and may be a typo of `SafetyCon`: a search for the venue"
        " misses this entry"
    )
    assert found(*["SafetyCon 2023"] * 5, "SafetyCom 2024") == [typo]
    assert found(*["SafetyCon 2023"] * 4, "SafetyCom 2024") == []


def test_word_in_several_entries_is_meant() -> None:
    assert len(found("INFOCON 2022", "INFOCON 2023")) == 2
    assert found("INFOCON 2022", "INFOCON 2023", "INFOCON 2024") == []


def test_two_candidates_are_both_named_and_nothing_is_changed() -> None:
    config = "venues: {add: [{name: ICALPHA, kind: conference}, {name: ICALPHE, kind: workshop}]}"
    text = papers("ICALPHO 2024", "ICML 2024")
    (finding,) = lint(text, RULE, config=config)
    assert (
        finding.message
        == "`ICALPHO` is not a known venue and may be a typo of `ICALPHA` or `ICALPHE`: a search"
        " for the venue misses this entry"
    )
    assert finding.help == "Write `ICALPHA` or `ICALPHE`"
    assert finding.fix is None


def test_configured_venue_is_one() -> None:
    config = "venues: {add: [{name: INFOCON, kind: workshop, misspellings: [NIFOCON]}]}"
    assert found("INFOCON 2024", config=config) == []
    assert found("NIFOCON 2024", config=config) == [
        "`NIFOCON` is a misspelling of `INFOCON`: a search for the venue misses this entry"
    ]


def test_column_without_known_venues_is_not_guessed_about() -> None:
    assert messages(papers("INFOCON", "Acme", "Initech"), RULE) == []
    assert messages(papers("CVRP", "Acme", "Initech"), RULE) == []
    assert messages(papers("NeurlPS", "Acme", "Initech"), RULE) == [
        "3:7 `NeurlPS` is a misspelling of `NeurIPS`: a search for the venue misses this entry"
    ]
    assert messages(papers("INFOCON", "Acme", "ICML", "ICLR"), RULE) == [
        (
            "3:7 `INFOCON` is not a known venue and may be a typo of `INFOCOM`: a search for the"
            " venue misses this entry"
        )
    ]


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("**Avrxi 2025**", "**arXiv 2025**"),
        ("[Avrxi 2025](https://example.org/a)", "[arXiv 2025](https://example.org/a)"),
        ("<ins>Avrxi</ins>, 2025", "<ins>arXiv</ins>, 2025"),
        ("[Avrxi](https://example.org/xAvrxi) 2025", "[arXiv](https://example.org/xAvrxi) 2025"),
        ("[Avrxi](https://example.org/Avrxis) 2025", "[arXiv](https://example.org/Avrxis) 2025"),
    ],
)
def test_word_is_found_in_the_markup(source: str, wanted: str) -> None:
    (finding,) = lint(papers(source), RULE)
    assert finding.fix is not None
    assert finding.fix.safe
    assert fixed(papers(source), [finding]) == papers(wanted)


@pytest.mark.parametrize("source", ["[Avrxi](https://example.org/Avrxi) 2025", "Av**rxi** 2025"])
def test_a_word_that_does_not_occur_exactly_once_is_not_changed(source: str) -> None:
    (finding,) = lint(papers(source), RULE)
    assert (
        finding.message
        == "`Avrxi` is a misspelling of `arXiv`: a search for the venue misses this entry"
    )
    assert (finding.span.column, finding.span.end_column) == (7, 7 + len(source))
    assert finding.fix is None


def test_entries_without_a_venue() -> None:
    assert messages("# A list\n\nNothing but prose about Avrxi.\n", RULE) == []
    assert messages(papers("-", "N/A", "Arixv"), RULE) == [
        "5:7 `Arixv` is a misspelling of `arXiv`: a search for the venue misses this entry"
    ]


def test_a_misspelling_needs_no_year_in_a_list() -> None:
    text = "- **Walking Robots** (2023), arixv, Ada Snow. [[pdf](https://example.org/ice)]\n"
    assert messages(text, RULE) == [
        "1:30 `arixv` is a misspelling of `arXiv`: a search for the venue misses this entry"
    ]
    # Without its year, the correct name may be the text of a link.
    assert parse(text.replace("arixv", "arxiv")).entries[0].venue is None


@pytest.mark.parametrize(
    "venue",
    [
        "$Avrxi 2024$",
        "$`Avrxi 2024`$",
        "Avr&#120;i 2024 <!-- Avrxi -->",
        "Avr&#120;i 2024 <kbd title='Avrxi'></kbd>",
        "[Avr&#120;i 2024](https://example.org/Avrxi)",
    ],
)
def test_no_fix_is_made_in_what_is_not_text(venue: str) -> None:
    (diagnostic,) = lint(papers(venue), RULE)
    assert (
        diagnostic.message
        == "`Avrxi` is a misspelling of `arXiv`: a search for the venue misses this entry"
    )
    assert diagnostic.fix is None
