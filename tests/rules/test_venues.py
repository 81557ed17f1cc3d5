"""The vocabulary of venues, rules/venues.yml."""

from collections import Counter

from awesome_lint import rulebook
from awesome_lint.identifiers import venue
from awesome_lint.model import Venue
from awesome_lint.text import words

ROWS = rulebook.venues()
VOCABULARY = rulebook.vocabulary()


def names(row: Venue) -> list[str]:
    return [row.name, *row.aliases, *row.former]


def test_vocabulary_is_broad() -> None:
    kinds = Counter(row.kind for row in ROWS)
    assert len(ROWS) >= 350
    assert set(kinds) == {"conference", "journal", "preprint", "workshop", "track"}
    assert min(kinds.values()) >= 15


def test_rows_are_sorted() -> None:
    assert [row.name for row in ROWS] == sorted((row.name for row in ROWS), key=str.casefold)


def test_no_name_belongs_to_two_venues() -> None:
    owners: dict[str, str] = {}
    for row in ROWS:
        for name in names(row):
            assert owners.setdefault(words.fold_name(name), row.name) == row.name
        assert len({words.fold_name(name) for name in names(row)}) == len(names(row)), row.name


def test_no_misspelling_is_a_venue_or_occurs_twice() -> None:
    misspellings = [words.fold_name(wrong) for row in ROWS for wrong in row.misspellings]
    assert len(misspellings) == len(set(misspellings))
    assert not set(misspellings) & set(VOCABULARY.names)


def test_names_have_no_more_words_than_are_read() -> None:
    assert all(len(key.split()) <= venue.MAX_NAME_WORDS for key in VOCABULARY.names if key)
    assert all(VOCABULARY.names)
    assert all(len(name) <= venue.MAX_CHARS for row in ROWS for name in names(row))


def test_every_name_reads_as_its_venue() -> None:
    for row in ROWS:
        for name in names(row):
            (mention,) = venue.parse_venue(name, VOCABULARY).mentions
            assert (mention.venue, mention.misspelt) == (row, False)


def test_every_misspelling_reads_as_its_venue() -> None:
    for row in ROWS:
        for wrong in row.misspellings:
            (mention,) = venue.parse_venue(f"{wrong} 2024", VOCABULARY).mentions
            assert (mention.venue, mention.text, mention.misspelt) == (row, wrong, True)


def test_names_were_given_up_in_a_year() -> None:
    assert all(1990 <= last <= 2030 for row in ROWS for last in row.former.values())
