"""URLs: from a link as written to the URL to request."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awesome_lint.links.http.url import (
    InvalidURLError,
    escape_url,
    escaped_fragment,
    redact_secrets,
    request_url,
    resolve_location,
    with_fragment,
)

# Text with the parts of URLs, so that more than the scheme is parsed.
texts = st.text() | st.text("ab/:.?#@[]%=&;\\ \t|é0x")
urls = st.builds("{}://{}".format, st.sampled_from(["http", "https", "HTTP"]), texts) | texts


@pytest.mark.parametrize(
    ("url", "requested"),
    [
        ("https://host.example", "https://host.example/"),
        ("HTTPS://HOST.Example:443/A", "https://host.example/A"),
        ("http://host.example:8080?x", "http://host.example:8080/?x"),
        ("  https://host.example/a  ", "https://host.example/a"),
        ("https://host.example/a#b", "https://host.example/a"),
        ("https://me:secret@host.example/a", "https://host.example/a"),
        # Differences that a server may distinguish are kept.
        ("https://host.example/a%28b%29(c)~%7E%41", "https://host.example/a%28b%29(c)~%7E%41"),
        ("https://host.example/?q=%5B1%5D[2]+a'b", "https://host.example/?q=%5B1%5D[2]+a'b"),
        ("https://host.example/100%", "https://host.example/100%"),
        ("https://host.example/a?", "https://host.example/a?"),
        ("https://host.example?#b", "https://host.example/?"),
        ("https://host.example/a#b?", "https://host.example/a"),
        # Browsers do not send these as written.
        ("https://host.example/é ü", "https://host.example/%C3%A9%20%C3%BC"),
        ("https://host.example/?q=a\tb", "https://host.example/?q=ab"),
        ("https://host.example/a/../b/./c", "https://host.example/b/c"),
        ("https://host.example/a/%2e%2E/b/.%2e/c/.", "https://host.example/c/"),
        ("https://host.example/../a/..", "https://host.example/"),
        ("https://host.example/.a/%28..%29/...", "https://host.example/.a/%28..%29/..."),
        ("https://host.example/./%28a", "https://host.example/%28a"),
        ("https:\\\\host.example\\a\\b?c\\d", "https://host.example/a/b?c%5Cd"),
        ("http://host.example\\@evil.example/", "http://host.example/@evil.example/"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://Host.Example.:443/a", "https://host.example/a"),
        # IP addresses in unusual forms.
        ("http://2130706433/", "http://127.0.0.1/"),
        ("http://0x7f.1:81/", "http://127.0.0.1:81/"),
        ("http://0177.0.0.1/", "http://127.0.0.1/"),
        ("http://127.1./", "http://127.0.0.1/"),
        ("http://[::1]:8080/", "http://[::1]:8080/"),
        ("http://dead.beef.example/", "http://dead.beef.example/"),
    ],
)
def test_parse(url: str, requested: str) -> None:
    assert str(request_url(url)) == requested


@pytest.mark.parametrize(
    "url",
    [
        "",
        "relative/path",
        "#fragment",
        "https://",
        "https:///path",
        "ftp://host.example/",
        "https://host.example:99999/",
        "https://host.example:port/",
        "http://[::1/",
        "http://[]@",
        "http://ho\x08st.example/",
        "http://./",
        "http://host.example../",
        "http://<b>.example/",
        "http://ho%41st.example/",
        "http://99999999999/",
        "http://1.2.3.4.5/",
        "http://host.example.0x/",
        "http://host.example/\udcff?\udcff",
    ],
)
def test_invalid_urls(url: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (its text comes from several libraries)
        request_url(url)


@given(urls)
def test_a_url_is_a_fixed_point(url: str) -> None:
    try:
        requested = request_url(url)
    except ValueError:
        return
    assert request_url(str(requested)) == requested
    assert str(requested).isascii()
    assert requested.raw_fragment == ""
    assert requested.user is None


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("/b", "https://host.example/b"),
        ("b?c", "https://host.example/a/b?c"),
        ("?c", "https://host.example/a/x?c"),
        ("//other.example", "https://other.example"),
        ("http://other.example/", "http://other.example/"),
        (" /b ", "https://host.example/b"),
        ("#c", "https://host.example/a/x#c"),
        ("./b//c/", "https://host.example/a/./b//c/"),
        ("?", "https://host.example/a/x?"),
        ("#", "https://host.example/a/x#"),
        ("http:b", "http://b"),
        ("http:/other.example/b", "http://other.example/b"),
        ("https:b", "https://host.example/a/b"),
        ("https:/b", "https://host.example/b"),
        ("HTTPS:////other.example", "https://other.example"),
        ("\x01/b\x1f", "https://host.example/b"),
        ("\\b\\c?d\\e", "https://host.example/b/c?d\\e"),
        ("\\\\other.example\\b", "https://other.example/b"),
        ("", "https://host.example/a/x"),
        ("mailto:me", "mailto:me"),
    ],
)
def test_follow(location: str, target: str) -> None:
    assert resolve_location(request_url("https://host.example/a/x"), location) == target


def test_a_relative_target_keeps_the_slashes_of_the_path() -> None:
    current = request_url("https://host.example/a//b/x?c=/d")
    assert resolve_location(current, "y") == "https://host.example/a//b/y"
    assert resolve_location(current, "") == "https://host.example/a//b/x?c=/d"


@pytest.mark.parametrize("location", ["//", "http://", "https:///?a", "http:#a", "http:"])
def test_a_target_without_a_host_is_invalid(location: str) -> None:
    with pytest.raises(InvalidURLError):
        resolve_location(request_url("https://host.example/a"), location)


def test_fragments() -> None:
    assert escaped_fragment("https://host.example/a#b c#") == "b%20c#"
    assert escaped_fragment("https://host.example/a") == ""
    assert with_fragment("https://host.example/a", "b") == "https://host.example/a#b"
    assert with_fragment("https://host.example/a#c", "b") == "https://host.example/a#c"
    assert with_fragment("https://host.example/a", "") == "https://host.example/a"


@given(st.text())
def test_anything_can_be_printed(text: str) -> None:
    shown = escape_url(text)
    assert shown.isascii()
    assert shown == "" or shown.isprintable()
    assert not set(shown) & set("`<>\"' '") - {"'"}


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://host.example/a?b=c#d", "https://host.example/a?b=c#d"),
        ("https://me:pw@host.example/", "https://host.example/"),
        ("https://me:p@w@host.example/a@b", "https://host.example/a@b"),
        ("https://me@host.example?x=@", "https://host.example?x=@"),
        (
            "https://host.example/?Token=abc&x=1&sig=",
            "https://host.example/?Token=REDACTED&x=1&sig=",
        ),
        ("https://host.example/a;jsessionid=12AB?x", "https://host.example/a?x"),
        ("https://host.example/#access_token=abc", "https://host.example/#access_token=REDACTED"),
        ("mailto:me@host.example", "mailto:me@host.example"),
    ],
)
def test_redact(url: str, shown: str) -> None:
    assert redact_secrets(url) == shown


@given(urls)
def test_redacting_twice_is_redacting_once(url: str) -> None:
    assert redact_secrets(redact_secrets(url)) == redact_secrets(url)


@given(st.text("abc123%", min_size=8), st.sampled_from(["token", "X-Amz-Signature", "Password"]))
def test_secrets_are_hidden(secret: str, name: str) -> None:
    assert secret not in redact_secrets(f"https://me:{secret}@host.example/?a=b&{name}={secret}#c")
