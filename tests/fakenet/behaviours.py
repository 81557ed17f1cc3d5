"""What hosts do to a link checker, and what is to be made of it."""

from __future__ import annotations

from msgspec import Struct

from awesome_lint.model import Verdict
from fakenet.world import Page, World

SOON = 0.6
"""Seconds after which those are given up who never answer."""


class Behaviour(Struct, frozen=True):
    """`world` is asked for its first URL; `timeout` is in seconds."""

    name: str
    world: World
    verdict: Verdict
    detail: str
    status: int | None = None
    final_url: str | None = None
    timeout: float = 10.0


def _redirects(statuses: list[int]) -> dict[str, int | Page]:
    """Return a chain of redirects from https://host.example/0."""
    return {
        f"https://host.example/{step}": Page(status=status, location=f"/{step + 1}")
        for step, status in enumerate(statuses)
    }


PAGE = "https://host.example/page"
OTHER = "https://other.example/page"
SMTP = "220 mail.example ESMTP ready\r\n"
LONG = f"HTTP/1.1 200 OK\r\nX-Long: {'z' * 1_000_000}\r\n\r\n"
CHALLENGE = {"CF-Mitigated": "challenge"}

BEHAVIOURS = (
    # --- ok
    Behaviour("answers", {PAGE: 200}, "ok", "answers 200 OK", 200),
    Behaviour("answers with nothing to say", {PAGE: 204}, "ok", "answers 204 No Content", 204),
    Behaviour("does not know HEAD", {PAGE: Page(head=405)}, "ok", "answers 200 OK", 200),
    Behaviour("has not implemented HEAD", {PAGE: Page(head=501)}, "ok", "answers 200 OK", 200),
    Behaviour("lies to HEAD", {PAGE: Page(head=404)}, "ok", "answers 200 OK", 200),
    Behaviour("refuses HEAD", {PAGE: Page(head=403)}, "ok", "answers 200 OK", 200),
    Behaviour("breaks off at HEAD", {PAGE: [Page(raw=SMTP), 200]}, "ok", "answers 200 OK", 200),
    Behaviour("fails once", {PAGE: [503, 503, 200]}, "ok", "answers 200 OK", 200),
    Behaviour(
        "asks to come back at once",
        {PAGE: [Page(status=429, headers={"Retry-After": "0"}), 200]},
        "ok",
        "answers 200 OK",
        200,
    ),
    Behaviour(
        "asks to come back at a time that has passed",
        {
            PAGE: [
                Page(status=429, headers={"Retry-After": "Fri, 01 Nov 2024 10:00:00 GMT"}),
                200,
            ]
        },
        "ok",
        "answers 200 OK",
        200,
    ),
    Behaviour(
        "takes the job and says so",
        {PAGE: Page(status=202, body="<p>Here it is")},
        "ok",
        "answers 202 Accepted",
        202,
    ),
    Behaviour(
        "sends a page without end",
        {PAGE: Page(head=405, answer="endless")},
        "ok",
        "answers 200 OK",
        200,
    ),
    Behaviour(
        "redirects for now",
        {PAGE: Page(status=302, location=OTHER), OTHER: 200},
        "ok",
        f"leads to `{OTHER}`, which answers 200 OK",
        200,
        OTHER,
    ),
    Behaviour(
        "redirects for now, then for good",
        {**_redirects([307, 301]), "https://host.example/2": 200},
        "ok",
        "leads to `https://host.example/2`, which answers 200 OK",
        200,
        "https://host.example/2",
    ),
    Behaviour(
        "adds a slash for good",
        {PAGE: Page(status=301, location=f"{PAGE}/"), f"{PAGE}/": 200},
        "ok",
        f"leads to `{PAGE}/`, which answers 200 OK",
        200,
        f"{PAGE}/",
    ),
    Behaviour(
        "wants a visitor to log in",
        {
            PAGE: Page(status=301, location="/users/sign_in?back=/page"),
            "https://host.example/users/sign_in?back=/page": 200,
        },
        "ok",
        "leads to `https://host.example/users/sign_in?back=/page`, a page in front of the real one",
        200,
        "https://host.example/users/sign_in?back=/page",
    ),
    Behaviour(
        "hands out a signature",
        {
            PAGE: Page(status=301, location="https://other.example/f?Signature=abc&x=1"),
            "https://other.example/f?Signature=abc&x=1": 200,
        },
        "ok",
        "leads to `https://other.example/f?Signature=REDACTED&x=1`, which answers 200 OK",
        200,
        "https://other.example/f?Signature=REDACTED&x=1",
    ),
    Behaviour(
        "redirects ten times",
        {**_redirects([302] * 10), "https://host.example/10": 200},
        "ok",
        "leads to `https://host.example/10`, which answers 200 OK",
        200,
        "https://host.example/10",
    ),
    # --- moved
    Behaviour(
        "has moved for good",
        {PAGE: Page(status=301, location=OTHER), OTHER: 200},
        "moved",
        f"has moved for good to `{OTHER}`",
        200,
        OTHER,
    ),
    Behaviour(
        "has moved for good, in today's words",
        {PAGE: Page(status=308, location="page?new=1"), f"{PAGE}?new=1": 200},
        "moved",
        f"has moved for good to `{PAGE}?new=1`",
        200,
        f"{PAGE}?new=1",
    ),
    Behaviour(
        "has moved to https",
        {"http://host.example/page": Page(status=301, location=PAGE), PAGE: 200},
        "moved",
        f"has moved for good to `{PAGE}`",
        200,
        PAGE,
    ),
    Behaviour(
        "has moved for good, and redirects from there for now",
        {**_redirects([301, 308, 302]), "https://host.example/3": 200},
        "moved",
        "has moved for good to `https://host.example/2`",
        200,
        "https://host.example/2",
    ),
    Behaviour(
        "has moved to an address beyond ASCII",
        {
            PAGE: Page(status=301, location="/caf\u00e9?q=a b"),
            "https://host.example/caf%C3%A9?q=a%20b": 200,
        },
        "moved",
        "has moved for good to `https://host.example/caf%C3%A9?q=a%20b`",
        200,
        "https://host.example/caf%C3%A9?q=a%20b",
    ),
    # --- dead
    Behaviour("has no such page", {PAGE: 404}, "dead", "answers 404 Not Found", 404),
    Behaviour("has no such page any more", {PAGE: 410}, "dead", "answers 410 Gone", 410),
    Behaviour(
        "is gone",
        {PAGE: Page(dns="nxdomain")},
        "dead",
        "is on `host.example`, a host that does not exist",
    ),
    Behaviour(
        "redirects to a page that is gone",
        {PAGE: Page(status=301, location=OTHER), OTHER: 404},
        "dead",
        f"leads to `{OTHER}`, which answers 404 Not Found",
        404,
        OTHER,
    ),
    Behaviour(
        "redirects to a host that is gone",
        {PAGE: Page(status=302, location="https://gone.example/")},
        "dead",
        "leads to `https://gone.example/`, which is on `gone.example`, a host that does not exist",
        302,
        "https://gone.example/",
    ),
    # --- blocked
    Behaviour("wants a password", {PAGE: 401}, "blocked", "answers 401 Unauthorized", 401),
    Behaviour("wants money", {PAGE: 402}, "blocked", "answers 402 Payment Required", 402),
    Behaviour("forbids", {PAGE: 403}, "blocked", "answers 403 Forbidden", 403),
    Behaviour("is a teapot", {PAGE: 418}, "blocked", "answers 418 I'm a Teapot", 418),
    Behaviour(
        "has a lawyer", {PAGE: 451}, "blocked", "answers 451 Unavailable For Legal Reasons", 451
    ),
    Behaviour("makes up a status", {PAGE: 999}, "blocked", "answers 999", 999),
    Behaviour(
        "asks too often to come back later",
        {PAGE: Page(status=429, headers={"Retry-After": "0"})},
        "blocked",
        "answers 429 Too Many Requests",
        429,
    ),
    Behaviour(
        "asks to come back tomorrow",
        {PAGE: Page(status=429, headers={"Retry-After": "86400"})},
        "blocked",
        "answers 429 Too Many Requests",
        429,
    ),
    Behaviour(
        "accepts and sends nothing",
        {PAGE: Page(status=202, body="")},
        "blocked",
        "answers 202 Accepted with an empty page",
        202,
    ),
    Behaviour(
        "challenges, as 404",
        {PAGE: Page(status=404, headers=CHALLENGE)},
        "blocked",
        "answers 404 Not Found with a challenge of Cloudflare to automated visitors",
        404,
    ),
    Behaviour(
        "challenges, as 500",
        {PAGE: Page(status=500, headers=CHALLENGE)},
        "blocked",
        "answers 500 Internal Server Error with a challenge of Cloudflare to automated visitors",
        500,
    ),
    Behaviour(
        "challenges, as 200",
        {PAGE: Page(headers=CHALLENGE)},
        "blocked",
        "answers 200 OK with a challenge of Cloudflare to automated visitors",
        200,
    ),
    Behaviour(
        "challenges, as a redirect",
        {PAGE: Page(status=302, location="/", headers=CHALLENGE)},
        "blocked",
        "answers 302 Found with a challenge of Cloudflare to automated visitors",
        302,
    ),
    Behaviour(
        "challenges in the page alone",
        {PAGE: Page(status=404, body=" " * 5000 + "<script>window._cf_chl_opt={}</script>")},
        "blocked",
        "answers 404 Not Found with a challenge of Cloudflare to automated visitors",
        404,
    ),
    Behaviour(
        "challenges with a puzzle",
        {PAGE: Page(status=405, headers={"x-amzn-waf-action": "captcha"})},
        "blocked",
        "answers 405 Method Not Allowed with a challenge of AWS WAF to automated visitors",
        405,
    ),
    Behaviour(
        "redirects to a host that forbids",
        {PAGE: Page(status=301, location=OTHER), OTHER: 403},
        "blocked",
        f"leads to `{OTHER}`, which answers 403 Forbidden",
        403,
        OTHER,
    ),
    # --- unreachable
    Behaviour("is broken", {PAGE: 500}, "unreachable", "answers 500 Internal Server Error", 500),
    Behaviour(
        "is being mended for a day",
        {PAGE: Page(status=503, headers={"Retry-After": "86400"})},
        "unreachable",
        "answers 503 Service Unavailable",
        503,
    ),
    Behaviour("does not understand", {PAGE: 400}, "unreachable", "answers 400 Bad Request", 400),
    Behaviour("answers what nobody knows", {PAGE: 299 + 400}, "unreachable", "answers 699", 699),
    Behaviour(
        "redirects nowhere",
        {PAGE: 302},
        "unreachable",
        "answers 302 Found without saying where to",
        302,
    ),
    Behaviour(
        "redirects to what is no address",
        {PAGE: Page(status=302, location="https://[::1/ \x85")},
        "unreachable",
        "leads to `https://[::1/`, which is not an address that can be asked",
        302,
        "https://[::1/",
    ),
    Behaviour(
        "redirects in a circle",
        {PAGE: Page(status=301, location=OTHER), OTHER: Page(status=301, location=PAGE)},
        "unreachable",
        f"leads to `{PAGE}`, which closes a circle of redirects",
        301,
        PAGE,
    ),
    Behaviour(
        "redirects to itself",
        {PAGE: Page(status=302, location="#top")},
        "unreachable",
        f"leads to `{PAGE}#top`, which closes a circle of redirects",
        302,
        f"{PAGE}#top",
    ),
    Behaviour(
        "redirects eleven times",
        {**_redirects([302] * 11), "https://host.example/11": 200},
        "unreachable",
        "leads to `https://host.example/11`, which is redirect number 11 in a row",
        302,
        "https://host.example/11",
    ),
    Behaviour(
        "cannot be looked up",
        {PAGE: Page(dns="temporary")},
        "unreachable",
        "is on `host.example`, a host that could not be looked up",
    ),
    Behaviour(
        "refuses connections",
        {PAGE: Page(connect="refused")},
        "unreachable",
        "refused the connection",
    ),
    Behaviour(
        "is out of the way",
        {PAGE: Page(connect="no-route")},
        "unreachable",
        "is at an address to which there is no route from here",
    ),
    Behaviour(
        "lets the system's time run out",
        {PAGE: Page(connect="timed-out")},
        "unreachable",
        "could not be connected to",
    ),
    Behaviour(
        "has a number that is no address",
        {"http://99999999999/": 200},
        "unreachable",
        "is not an address that can be asked",
    ),
    Behaviour(
        "accepts connections and leaves it at that",
        {PAGE: Page(connect="deaf")},
        "unreachable",
        f"let nobody connect within {SOON / 2:g} s",
        timeout=SOON,
    ),
    Behaviour(
        "listens and does not answer",
        {"http://host.example/": Page(answer="silent")},
        "unreachable",
        f"gave no answer within {SOON:g} s",
        timeout=SOON,
    ),
    Behaviour(
        "answers a letter at a time",
        {"http://host.example/": Page(answer="drip")},
        "unreachable",
        f"gave no answer within {SOON:g} s",
        timeout=SOON,
    ),
    Behaviour(
        "hangs up",
        {PAGE: Page(answer="reset")},
        "unreachable",
        "closed the connection without an answer",
    ),
    Behaviour(
        "speaks another language",
        {PAGE: Page(raw=SMTP)},
        "unreachable",
        "gave an answer that is not HTTP",
    ),
    Behaviour(
        "sends a header without end",
        {PAGE: Page(raw=LONG)},
        "unreachable",
        "gave an answer that is not HTTP",
    ),
    Behaviour(
        "has let its certificate expire",
        {PAGE: Page(tls="expired")},
        "unreachable",
        "has an invalid certificate (certificate has expired)",
    ),
    Behaviour(
        "shows the certificate of another",
        {PAGE: Page(tls="wrong-host")},
        "unreachable",
        "has an invalid certificate (Hostname mismatch,"
        " certificate is not valid for 'host.example')",
    ),
    Behaviour(
        "shows a certificate that nobody vouches for",
        {PAGE: Page(tls="self-signed")},
        "unreachable",
        "has an invalid certificate (unable to get local issuer certificate)",
    ),
    Behaviour(
        "does not speak TLS",
        {PAGE: Page(tls="plain")},
        "unreachable",
        "does not speak a kind of encryption that is known here",
    ),
    # --- refused
    Behaviour(
        "is the machine itself",
        {"http://127.0.0.1/": 200},
        "refused",
        "is at 127.0.0.1, not on the public internet",
    ),
    Behaviour(
        "is the machine itself, as one number",
        {"http://2130706433/": 200, "http://127.0.0.1/": 200},
        "refused",
        "is at 127.0.0.1, not on the public internet",
    ),
    Behaviour(
        "has a private address",
        {PAGE: Page(dns="192.168.0.1")},
        "refused",
        "is at 192.168.0.1, not on the public internet",
    ),
    Behaviour(
        "has the address of a cloud's secrets",
        {PAGE: Page(dns="169.254.169.254")},
        "refused",
        "is at 169.254.169.254, not on the public internet",
    ),
    Behaviour(
        "has a private address of IPv6 only",
        {PAGE: Page(dns="fd00::1")},
        "refused",
        "is at fd00::1, not on the public internet",
    ),
    Behaviour(
        "redirects to a private address",
        {PAGE: Page(status=302, location="http://10.0.0.1/"), "http://10.0.0.1/": 200},
        "refused",
        "leads to `http://10.0.0.1/`, which is at 10.0.0.1, not on the public internet",
        302,
        "http://10.0.0.1/",
    ),
    Behaviour(
        "redirects to a disguised private address",
        {PAGE: Page(status=302, location="//0x7f.1/"), "https://127.0.0.1/": 200},
        "refused",
        "leads to `https://127.0.0.1/`, which is at 127.0.0.1, not on the public internet",
        302,
        "https://127.0.0.1/",
    ),
    Behaviour(
        "redirects to a file",
        {PAGE: Page(status=302, location="file:///etc/passwd")},
        "refused",
        "leads to `file:///etc/passwd`, which has the scheme `file`",
        302,
        "file:///etc/passwd",
    ),
)
