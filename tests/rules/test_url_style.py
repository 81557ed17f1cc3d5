"""url-style: cases beyond the examples of its page, and the table of hosts."""

import pytest

from awesome_lint import rulebook
from awesome_lint.identifiers.url import without_www
from awesome_lint.model import Diagnostic, KnownHost
from linting import fixed, lint, messages

HOSTS = rulebook.hosts()


def found(url: str) -> tuple[Diagnostic, ...]:
    return lint(f"[Ice](<{url}>)", "url-style")


@pytest.mark.parametrize(
    ("url", "better"),
    [
        ("http://doi.org/10.1000/ice", "https://doi.org/10.1000/ice"),
        ("http://dx.doi.org/10.1000/ice?x=1#y", "https://doi.org/10.1000/ice?x=1#y"),
        ("https://www.doi.org/10.1000/ice", "https://doi.org/10.1000/ice"),
        ("http://www.nature.com/articles/ice", "https://www.nature.com/articles/ice"),
        ("http://robots.github.io/ice/", "https://robots.github.io/ice/"),
        ("http://GitHub.com:80/robots/ice", "https://github.com/robots/ice"),
        ("https://www.github.com/robots/ice", "https://github.com/robots/ice"),
        ("https://en.m.wikipedia.org/wiki/Ice", "https://en.wikipedia.org/wiki/Ice"),
        ("https://m.youtube.com/watch?v=a", "https://www.youtube.com/watch?v=a"),
        ("https://youtu.be/a?si=xyz&t=3", "https://youtu.be/a?t=3"),
        ("https://example.org/?fbclid=xyz", "https://example.org/"),
        ("https://example.org/?a=1&gclid=x&b=2#c", "https://example.org/?a=1&b=2#c"),
        ("https://example.org/?spm=a2c.1.0.0", "https://example.org/"),
        ("https://example.org/?UTM_Source=mail&utm_medium=x&utm_id=3", "https://example.org/"),
        ("http://aclweb.org/anthology/P19-9999/", "https://aclanthology.org/P19-9999/"),
    ],
)
def test_better(url: str, better: str) -> None:
    (one,) = found(url)
    assert one.severity == "info"
    assert " has a better form: " in one.message
    assert one.help == f"Write `{better}`"
    assert one.fix is not None
    assert one.fix.safe
    assert fixed(f"[Ice](<{url}>)", [one]) == f"[Ice](<{better}>)"
    assert found(better) == ()


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("https://dx.doi.org/10.1000/ice", "`dx.doi.org` is an alias of `doi.org`"),
        ("http://github.com/a", "`http` is not encrypted, and `github.com` also serves `https`"),
        ("https://a.example/?gclid=1", "`gclid` only tracks readers"),
        (
            "https://a.example/?gclid=1&fbclid=2",
            "`gclid` and `fbclid` only track readers",
        ),
        (
            "https://a.example/?gclid=1&fbclid=2&igsh=3",
            "3 parameters only track readers",
        ),
        (
            "https://www.aclweb.org/anthology/P19-9999",
            "the ACL Anthology has moved to `aclanthology.org`",
        ),
    ],
)
def test_message(url: str, message: str) -> None:
    (one,) = found(url)
    assert one.message == f"`{url}` has a better form: {message}"


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com/robots/ice",
        "http://ice.example.org/",
        "http://github.com:8080/robots",
        "http://github.com.example.org/",
        "http://a.b.github.io/ice",
        "https://example.org/?si=1&s=20&t=3&ref=ice&source=x",
        "https://example.org/?spm=1",
        "https://example.org/?q=utm_source",
        "https://example.org/?utm_source=github",
        "https://example.org/?utm_source=x&utm_medium=sponsorship&fbclid=1",
        "https://www.aclweb.org/portal/",
        "http://arxiv.org/abs/2401.01234",
        "https://arxiv.org/abs/2401.01234?utm_source=mail",
        "http://dx.doi.org/10.1000/ice.",
        "http://doi.org/http://doi.org/10.1000/ice",
        "docs/ice.md?utm_source=mail",
        "mailto:ice@example.org",
    ],
)
def test_good_enough(url: str) -> None:
    assert found(url) == ()


def test_a_parameter_that_names_the_list_is_deliberate() -> None:
    text = "# Awesome Robots on Ice\n\n[x](https://example.org/?utm_source={})\n"
    assert lint(text.format("robots-on-ice"), "url-style") == ()
    assert len(lint(text.format("mail"), "url-style")) == 1


def test_a_parameter_that_names_a_linked_repository_is_deliberate() -> None:
    url = "https://github.com/snow/thin-ice/issues/1"
    text = f"[x](https://example.org/?utm_source={{}})\n\n[Add]({url}) [x](https://github.com)\n"
    assert lint(text.format("thin_ice"), "url-style") == ()
    assert len(lint(text.format("ice"), "url-style")) == 1


def test_a_parameter_of_all_links_to_a_host_is_deliberate() -> None:
    urls = [f"https://ice.example/{n}?utm_source=Floe" for n in range(3)]
    text = "".join(f"[x]({url}) [y](https://snow{n}.example/)\n" for n, url in enumerate(urls))
    assert lint(text, "url-style") == ()
    assert len(lint(text + "[x](https://ice.example/)\n", "url-style")) == 3
    assert len(lint(text.replace("/2?utm_source=Floe", "/2?utm_source=Berg"), "url-style")) == 3
    # Links to two pages are too few.
    assert len(lint("".join(text.splitlines(True)[:2]), "url-style")) == 2


MARKED = "[x](https://ice{n}.example/?utm_source={mark})\n"


def marked(*marks: str) -> str:
    return "".join(MARKED.format(n=n, mark=mark) for n, mark in enumerate(marks))


@pytest.mark.parametrize(
    ("marks", "unmarked", "count"),
    [
        (["Floe"] * 3, 2, 0),
        (["Floe"] * 3, 3, 3),
        (["Floe"] * 2, 0, 2),
        # Two campaigns, and one link that was copied from elsewhere.
        (["Floe"] * 4 + ["Berg"] * 3 + ["mail"], 5, 1),
        (["Floe"] * 4 + ["Berg"] * 3 + ["mail"], 8, 8),
        (["Floe&utm_medium=list"] * 3, 1, 0),
        (["chatgpt.com"] * 5, 0, 5),
    ],
)
def test_a_parameter_of_most_links_is_deliberate(
    marks: list[str], unmarked: int, count: int
) -> None:
    text = marked(*marks) + "".join(f"[y](https://snow{n}.example/)\n" for n in range(unmarked))
    assert len(lint(text, "url-style")) == count


def test_generated_lines_are_not_checked() -> None:
    text = (
        "<!-- ALL-CONTRIBUTORS-LIST:START -->\n[x](http://github.com/ada)\n"
        "<!-- ALL-CONTRIBUTORS-LIST:END -->\n\n[y](http://github.com/ada)\n"
    )
    assert messages(text, "url-style") == [
        (
            "5:5 `http://github.com/ada` has a better form: `http` is not encrypted, and"
            " `github.com` also serves `https`"
        )
    ]


def test_images_are_not_checked_and_references_once() -> None:
    text = "![x](http://github.com/a.png) [a][r] [b][r]\n\n[r]: http://github.com/a\n"
    assert [each.span.line for each in lint(text, "url-style")] == [3]


def test_a_url_written_with_entities_is_not_fixed() -> None:
    (one,) = lint("[x](https://example.org/?a=1&amp;gclid=2)", "url-style")
    assert one.help == "Write `https://example.org/?a=1`"
    assert one.fix is None


def test_a_scheme_that_github_adds_is_not_checked() -> None:
    assert lint("www.nature.com/ice and http://www.nature.com/a", "url-style")[0].span.column == 24
    assert lint("www.nature.com/ice", "url-style") == ()

    (one,) = lint("www.github.com/robots/ice", "url-style")
    assert one.message == (
        "`http://www.github.com/robots/ice` has a better form: "
        "`www.github.com` is an alias of `github.com`"
    )
    assert one.help == "Write `https://github.com/robots/ice`"
    assert one.fix is None


def test_hosts_are_sorted() -> None:
    hosts = [row.host for row in rulebook.rows("hosts", KnownHost)]
    assert hosts == sorted(set(hosts))
    assert len(HOSTS) >= 60


@pytest.mark.parametrize("row", HOSTS.values(), ids=lambda row: row.host)
def test_a_host_is_written_as_it_is_looked_up(row: KnownHost) -> None:
    name = row.host.removeprefix("*.")
    assert name == without_www(name.lower())
    assert "*" not in name
    assert "." in name
    assert row.source


def test_a_wildcard_does_not_cover_www_of_a_subdomain() -> None:
    assert lint("[Ice](http://robots.github.io/ice)\n", "url-style") != ()
    assert lint("[Ice](http://www.robots.github.io/ice)\n", "url-style") == ()
