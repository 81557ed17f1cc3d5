"""Configurations, and the messages about errors in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesome_lint.config import (
    Config,
    ConfigError,
    LinksConfig,
    RuleConfig,
    VenuesConfig,
)
from awesome_lint.config.nodes import MAX_DEPTH
from awesome_lint.links.settings import seconds
from awesome_lint.model import Venue
from config_helpers import load


def mistake(text: str) -> str:
    with pytest.raises(ConfigError) as caught:
        load(text)
    return str(caught.value)


@pytest.mark.parametrize(
    "text", ["", "# nothing yet\n", "---\n", "{}", "rules:\n", "rules: ~\nlinks:"]
)
def test_an_empty_configuration_is_the_default(text: str) -> None:
    assert load(text) == Config(source="lint.yml")


@pytest.mark.usefixtures("three_rules")
@pytest.mark.parametrize(
    ("written", "level"),
    [
        ("off", "off"),
        ("'off'", "off"),
        ("Off", "off"),
        ("no", "off"),
        ("false", "off"),
        ("on", "on"),
        ("true", "on"),
        ("yes", "on"),
        ("", "on"),
        ("~", "on"),
        ("{}", "on"),
        ("error", "error"),
        ("warning", "warning"),
        ("info", "info"),
        ("{severity: info}", "info"),
        ("{severity: off}", "off"),
        ("{severity: on}", "on"),
    ],
)
def test_level(written: str, level: str) -> None:
    assert load(f"rules: {{venue-typo: {written}}}").rules == {
        "venue-typo": RuleConfig(level)  # type: ignore[arg-type] # one of its words
    }


@pytest.mark.usefixtures("three_rules")
def test_options_of_every_type() -> None:
    text = """
        rules:
          venue-style:
            severity: error
            scope: section
            least-words: 4
            share: 1
            strict: true
            names: [no, 2023, "a: b"]
            years: {NIPS: 2017}
            by: "column: Date"
        """
    assert load(text).rules["venue-style"] == RuleConfig(
        "error",
        {
            "scope": "section",
            "least_words": 4,
            "share": 1.0,
            "strict": True,
            "names": ("no", "2023", "a: b"),
            "years": {"NIPS": 2017},
            "by": "column: Date",
        },
    )


@pytest.mark.parametrize(
    ("written", "wanted"),
    [("0", 0), ("90m", 5400), ("12h", 43200), ("3d", 259200), ("2w", 1209600)],
)
def test_times(written: str, wanted: int) -> None:
    assert seconds(load(f"links: {{fail-after: {written}}}").links.fail_after) == wanted


def test_venues_and_links() -> None:
    text = """
        venues:
          add:
            - {name: KaLLM, kind: workshop}
            - name: PLATEAU
              kind: workshop
              aliases: [Evaluation of Languages]
              misspellings: [PLATAEU]
              former: {PLATO: 2012}
        links:
          exclude: ["https://example.org/*"]
          fragments: true
          soft-404: true
          archive: false
        """
    assert load(text) == Config(
        venues=VenuesConfig(
            (
                Venue("KaLLM", "workshop"),
                Venue(
                    "PLATEAU",
                    "workshop",
                    ("Evaluation of Languages",),
                    ("PLATAEU",),
                    {"PLATO": 2012},
                ),
            )
        ),
        links=LinksConfig(("https://example.org/*",), fragments=True, soft_404=True, archive=False),
        source="lint.yml",
    )


@pytest.mark.parametrize("preset", ["recommended", "strict"])
def test_extends(preset: str) -> None:
    assert load(f"extends: {preset}").extends == preset


@pytest.mark.usefixtures("three_rules")
@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("rulez: {}", "1: unknown key `rulez`: did you mean `rules`?"),
        ("proxy: x", "1: unknown key `proxy` (known: extends, exclude, rules, venues, links)"),
        ("rules:\n  venue-tpyo: off", "2: unknown rule `venue-tpyo`: did you mean `venue-typo`?"),
        ("rules:\n  Venue_Typo: off", "2: unknown rule `Venue_Typo`: did you mean `venue-typo`?"),
        (
            "rules: {venue-typo: of}",
            (
                "1: `venue-typo` must be one of `off`, `on`, `error`, `warning`, `info`, not `of`:"
                " did you mean `off`?"
            ),
        ),
        (
            "rules: {venue-typo: 3}",
            "1: `venue-typo` must be one of `off`, `on`, `error`, `warning`, `info`, not `3`",
        ),
        (
            "rules:\n  venue-style:\n    severity: [error]",
            (
                "3: `venue-style.severity` must be one of `off`, `on`, `error`, `warning`, `info`,"
                " not a list"
            ),
        ),
        ("rules: {venue-typo: [off]}", "1: `venue-typo` must be a mapping, not a list"),
        ("rules: [venue-typo]", "1: `rules` must be a mapping, not a list"),
        ("rules: venue-typo", "1: `rules` must be a mapping, not `venue-typo`"),
        ("- rules", "1: the configuration must be a mapping, not a list"),
        (
            "rules:\n  venue-style:\n\n    scopes: table",
            "4: unknown option `scopes` of `venue-style`: did you mean `scope`?",
        ),
        (
            "rules: {venue-typo: {scope: table}}",
            "1: unknown option `scope` of `venue-typo` (known: severity)",
        ),
        (
            "rules: {venue-style: {scope: tabel}}",
            (
                "1: `venue-style.scope` must be one of `table`, `section`, not `tabel`:"
                " did you mean `table`?"
            ),
        ),
        (
            "rules: {venue-style: {least-words: many}}",
            "1: `venue-style.least-words` must be a whole number, not `many`",
        ),
        (
            "rules: {venue-style: {least-words: }}",
            "1: `venue-style.least-words` must be a whole number, not nothing",
        ),
        (
            "rules: {venue-style: {share: half}}",
            "1: `venue-style.share` must be a number, not `half`",
        ),
        (
            "rules: {venue-style: {strict: maybe}}",
            "1: `venue-style.strict` must be `true` or `false`, not `maybe`",
        ),
        (
            "rules: {venue-style: {names: one}}",
            '1: `venue-style.names` must be a list, not `one`: did you mean `["one"]`?',
        ),
        (
            "rules:\n venue-style:\n  names:\n   - {a: b}",
            "4: `venue-style.names` must be text, not a mapping",
        ),
        ("rules: {venue-style: {names: ['']}}", "1: `venue-style.names` must be text, not nothing"),
        ("rules: {venue-style: {names: [~]}}", "1: `venue-style.names` must be text, not `~`"),
        (
            "rules: {venue-style: {names: 'NIPS, KDD'}}",
            (
                "1: `venue-style.names` must be a list, not `NIPS, KDD`: did you mean"
                ' `["NIPS", "KDD"]`?'
            ),
        ),
        (
            "rules: {venue-style: {names: 'a\"b'}}",
            '1: `venue-style.names` must be a list, not `a"b`',
        ),
        (
            "venues: {add: [{name: A, kind: conf}]}",
            (
                "1: `venues.add.kind` must be one of `conference`, `journal`, `preprint`,"
                " `workshop`, `track`, not `conf`: did you mean `conference`?"
            ),
        ),
        (
            "rules: {venue-style: {years: [1]}}",
            "1: `venue-style.years` must be a mapping, not a list",
        ),
        (
            "rules: {venue-style: {years: {NIPS: x}}}",
            "1: `venue-style.years` must be a whole number, not `x`",
        ),
        ("venues:\n  add:\n  - kind: workshop", "3: `venues.add` lacks `name`"),
        ("venues:\n  add:\n  - KaLLM", "3: `venues.add` must be a mapping, not `KaLLM`"),
        (
            "venues: {add: [{name: A, type: track}]}",
            (
                "1: unknown key `type` of `venues.add` (known: name, kind, aliases, misspellings,"
                " former)"
            ),
        ),
        (
            "venues: {add: [{name: A, kind: jurnal}]}",
            (
                "1: `venues.add.kind` must be one of `conference`, `journal`, `preprint`,"
                " `workshop`, `track`, not `jurnal`: did you mean `journal`?"
            ),
        ),
        (
            "rules: {venue-style: {by: tilte}}",
            (
                "1: `venue-style.by` must be `habit`, `title`, `year`, `arxiv` or `column:` and a"
                " column's name, not `tilte`: did you mean `title`?"
            ),
        ),
        (
            "rules: {venue-style: {by: 'column:'}}",
            (
                "1: `venue-style.by` must be `habit`, `title`, `year`, `arxiv` or `column:` and a"
                " column's name, not `column:`"
            ),
        ),
        (
            "rules: {venue-style: {by: [title]}}",
            (
                "1: `venue-style.by` must be `habit`, `title`, `year`, `arxiv` or `column:` and a"
                " column's name, not a list"
            ),
        ),
        (
            "extends: strickt",
            (
                "1: `extends` must be one of `recommended`, `strict`, not `strickt`:"
                " did you mean `strict`?"
            ),
        ),
        (
            "extends: [https://example.org/lint.yml]",
            "1: `extends` must be one of `recommended`, `strict`, not a list",
        ),
        (
            "extends: ../lint.yml",
            "1: `extends` must be one of `recommended`, `strict`, not `../lint.yml`",
        ),
        (
            "extends:",
            "1: `extends` must be one of `recommended`, `strict`, not nothing",
        ),
        (
            "links: {exclude: a}",
            '1: `links.exclude` must be a list, not `a`: did you mean `["a"]`?',
        ),
        (
            "links: {hosts: {a.example: {intervall: 1}}}",
            "1: unknown key `intervall` of `links.hosts.a.example`: did you mean `interval`?",
        ),
        (
            "links:\n  hosts:\n    a.example: {interval: 0.01}",
            (
                "3: `links.hosts.a.example.interval` must be a number of seconds, from 0.1 to 3600,"
                " not `0.01`"
            ),
        ),
        (
            "links: {hosts: {a.example: {interval: soon}}}",
            (
                "1: `links.hosts.a.example.interval` must be a number of seconds, from 0.1 to 3600,"
                " not `soon`"
            ),
        ),
        (
            "links: {hosts: {a.example: {burst: 101}}}",
            "1: `links.hosts.a.example.burst` must be a whole number from 0 to 100, not `101`",
        ),
        (
            "links: {hosts: {a.example: {concurrency: }}}",
            (
                "1: `links.hosts.a.example.concurrency` must be a whole number from 1 to 10,"
                " not nothing"
            ),
        ),
        (
            "links: {hosts: {a.example: {method: POST}}}",
            "1: `links.hosts.a.example.method` must be one of `HEAD`, `GET`, not `POST`",
        ),
        (
            "links: {hosts: {a.example: {age: long}}}",
            (
                "1: `links.hosts.a.example.age` must be a time such as `12h`, `3d` or `2w`,"
                " not `long`"
            ),
        ),
        (
            "links: {hosts: {a.example: slow}}",
            "1: `links.hosts.a.example` must be a mapping, not `slow`",
        ),
        ("links: {hosts: [a.example]}", "1: `links.hosts` must be a mapping, not a list"),
        (
            "links:\n  hosts:\n    https://a.example/: {interval: 1}",
            (
                "3: `links.hosts` must be the name of a host, such as `example.org` or"
                " `*.example.org`, not `https://a.example/`"
            ),
        ),
        (
            "links: {token: a}",
            (
                "1: unknown key `token` of `links`"
                " (known: exclude, include, hosts, fail-after, fragments, soft-404, archive)"
            ),
        ),
        (
            "links:\n  fail-after: 3",
            (
                "2: `links.fail-after` must be a time such as `12h`, `3d` or `2w`, not `3`:"
                " did you mean `3d`?"
            ),
        ),
        (
            "links: {fail-after: 3 days}",
            "1: `links.fail-after` must be a time such as `12h`, `3d` or `2w`, not `3 days`",
        ),
        (
            "exclude: drafts/",
            '1: `exclude` must be a list, not `drafts/`: did you mean `["drafts/"]`?',
        ),
        (
            "exclude:\n  - " + "x" * 201,
            (f"2: `exclude` must be a pattern of at most 200 characters, not `{'x' * 59}…`"),
        ),
        ("links: {fragments: x}", "1: `links.fragments` must be `true` or `false`, not `x`"),
        (
            "links: {soft_404: true}",
            "1: unknown key `soft_404` of `links`: did you mean `soft-404`?",
        ),
        ("links: {}\nrules: {}\nlinks: {}", "3: `links` is set twice: first on line 1"),
        ("links: &all {}\nrules: *all", "1: anchors, aliases and tags are not read"),
        ("links:\n  <<: *all", "2: anchors, aliases and tags are not read"),
        ("links: !!python/object/apply:os.abort []", "1: anchors, aliases and tags are not read"),
        ("? [a]\n: b", "1: a key must be a single word"),
        ("a: {}\n---\nb: {}", "3: only one YAML document is read"),
        ("links:\n\texclude: []", "2: not YAML: found character that cannot start any token"),
        ("links: {", "2: not YAML: did not find expected node content"),
        ("# é\n\x00", "2: not YAML: control characters are not allowed"),
    ],
)
def test_mistake(text: str, message: str) -> None:
    assert mistake(text) == f"lint.yml:{message}"


def test_all_mistakes_are_found_at_once() -> None:
    text = """
        extends: stict
        rules:
          venue-stile: off
          venue-typo: wrong
          duplicate-entry: {scop: section, scope: page, severity: [x]}
        venues:
          add:
            - {name: KaLLM}
            - {kind: workshop, nam: PLATEAU}
        links:
          exclude: a
          hosts: {"a b": {interval: 0}, b.example: {burst: x}}
          fragmnts: true
        linkz: {}
        """
    with pytest.raises(ConfigError) as raised:
        load(text)
    error = raised.value
    assert [each.line for each in (error, *error.others)] == [
        *(2, 4, 5, 6, 6, 6, 9, 10, 10, 12, 13, 13, 13, 14, 15)
    ]
    assert str(error) == (
        "lint.yml:2: `extends` must be one of `recommended`, `strict`, not `stict`:"
        " did you mean `strict`?"
    )
    assert error.__notes__ == [str(each) for each in error.others]
    assert "lint.yml:9: `venues.add` lacks `kind`" in error.__notes__
    assert (
        "lint.yml:14: unknown key `fragmnts` of `links`: did you mean `fragments`?"
        in error.__notes__
    )


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? "])
def test_deep_nesting_is_refused_before_it_costs(opening: str) -> None:
    assert mistake(opening * 200_000) in (
        f"lint.yml:1: nested more than {MAX_DEPTH} levels deep",
        "lint.yml:1: not YAML: exceeded maximum nesting depth",  # libyaml is first since 0.2.6
    )


def test_long_words_are_cut_and_not_compared() -> None:
    assert mistake(f"{'x' * 1000}: 1").startswith(f"lint.yml:1: unknown key `{'x' * 59}…` (")


@given(st.text())
def test_any_text_is_a_configuration_or_a_mistake_with_its_line(text: str) -> None:
    try:
        config = load(text)
    except ConfigError as error:
        place, _, message = str(error).partition(": ")
        assert place.startswith("lint.yml:")
        assert 1 <= int(place.removeprefix("lint.yml:")) <= len(text.splitlines()) + 1
        assert message
    else:
        assert config.source == "lint.yml"
