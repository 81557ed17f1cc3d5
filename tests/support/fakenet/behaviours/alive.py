"""Hosts whose page exists."""

from __future__ import annotations

import gzip

from fakenet.behaviours.behaviour import OTHER, PAGE, SOON, Behaviour, redirects
from fakenet.world import Page

SMTP = "220 mail.example ESMTP ready\r\n"

OK = "returns 200 OK"
SEEN = {"Set-Cookie": "seen=1; Path=/"}
HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
BOMB = gzip.compress(b"<p>" + bytes(20_000_000)).decode("latin-1")

ALIVE = (
    Behaviour("answers", {PAGE: 200}, "ok", OK, 200),
    Behaviour("answers with nothing to say", {PAGE: 204}, "ok", "returns 204 No Content", 204),
    Behaviour("does not know HEAD", {PAGE: Page(head=405)}, "ok", OK, 200),
    Behaviour("has not implemented HEAD", {PAGE: Page(head=501)}, "ok", OK, 200),
    Behaviour("lies to HEAD", {PAGE: Page(head=404)}, "ok", OK, 200),
    Behaviour("refuses HEAD", {PAGE: Page(head=403)}, "ok", OK, 200),
    Behaviour("lies to HEAD about its health", {PAGE: Page(head=500)}, "ok", OK, 200),
    Behaviour("says of HEAD that it is gone", {PAGE: Page(head=410)}, "ok", OK, 200),
    # One request reads a page; `soft-404: true` needs two.
    Behaviour("lies to HEAD in its favour", {PAGE: Page(status=404, head=200)}, "ok", OK, 200),
    Behaviour("leaves HEAD hanging", {PAGE: Page(head="silent")}, "ok", OK, 200, timeout=SOON),
    Behaviour("hangs up at HEAD", {PAGE: Page(head="reset")}, "ok", OK, 200),
    Behaviour(
        "redirects HEAD in a circle", {PAGE: [Page(status=302, location=PAGE), 200]}, "ok", OK, 200
    ),
    Behaviour(
        "redirects to itself until a cookie comes back",
        {PAGE: Page(cookie="seen=1", without=Page(status=302, location=PAGE, headers=SEEN))},
        "ok",
        OK,
        200,
    ),
    Behaviour(
        "counts its cookies up, and is content with the third",
        {
            PAGE: [
                Page(status=302, location=PAGE),
                Page(status=302, location=PAGE, headers={"Set-Cookie": "n=1"}),
                Page(status=302, location=PAGE, headers={"Set-Cookie": "n=2"}),
                Page(cookie="n=2", without=Page(status=404)),
            ]
        },
        "ok",
        OK,
        200,
    ),
    Behaviour(
        "sends away for a cookie and back again",
        {
            PAGE: Page(cookie="seen=1", without=Page(status=301, location="/cookies")),
            "https://host.example/cookies": Page(status=302, location=PAGE, headers=SEEN),
        },
        "ok",
        OK,
        200,
    ),
    Behaviour(
        "has the cookie of its neighbour shown",
        {
            PAGE: Page(
                cookie="seen=1", without=Page(status=302, location="https://id.host.example/")
            ),
            "https://id.host.example/": Page(
                status=302,
                location=PAGE,
                headers={"Set-Cookie": "seen=1; Domain=host.example; Path=/; Secure; HttpOnly"},
            ),
        },
        "ok",
        OK,
        200,
    ),
    Behaviour(
        "has nothing to show to those who refuse a cookie",
        {
            PAGE: Page(status=302, location="/a", headers=SEEN),
            "https://host.example/a": Page(cookie="seen=1", without=Page(status=404)),
        },
        "ok",
        "redirects to `https://host.example/a`, which returns 200 OK",
        200,
        "https://host.example/a",
    ),
    Behaviour("breaks off at HEAD", {PAGE: [Page(raw=SMTP), 200]}, "ok", OK, 200),
    Behaviour("fails once", {PAGE: [503, 503, 200]}, "ok", OK, 200),
    Behaviour(
        "asks to come back at once",
        {PAGE: [Page(status=429, headers={"Retry-After": "0"}), 200]},
        "ok",
        OK,
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
        OK,
        200,
    ),
    Behaviour(
        "takes the job and says so",
        {PAGE: Page(status=202, body="<p>Here it is")},
        "ok",
        "returns 202 Accepted",
        202,
    ),
    Behaviour(
        "redirects for now",
        {PAGE: Page(status=302, location=OTHER), OTHER: 200},
        "ok",
        f"redirects to `{OTHER}`, which returns 200 OK",
        200,
        OTHER,
    ),
    Behaviour(
        "redirects for now, then for good",
        {**redirects([307, 301]), "https://host.example/2": 200},
        "ok",
        "redirects to `https://host.example/2`, which returns 200 OK",
        200,
        "https://host.example/2",
    ),
    Behaviour(
        "adds a slash for good",
        {PAGE: Page(status=301, location=f"{PAGE}/"), f"{PAGE}/": 200},
        "ok",
        f"redirects to `{PAGE}/`, which returns 200 OK",
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
        "redirects to `https://host.example/users/sign_in?back=/page`, a login, consent or error"
        " page",
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
        "redirects to `https://other.example/f?Signature=REDACTED&x=1`, which returns 200 OK",
        200,
        "https://other.example/f?Signature=REDACTED&x=1",
    ),
    Behaviour(
        "redirects twenty times",
        {**redirects([302] * 20), "https://host.example/20": 200},
        "ok",
        "redirects to `https://host.example/20`, which returns 200 OK",
        200,
        "https://host.example/20",
    ),
    # --- and whose body is unusual
    Behaviour("sends two gigabytes", {PAGE: Page(head=405, answer="endless")}, "ok", OK, 200),
    Behaviour(
        "sends a bomb",
        {PAGE: Page(head=405, headers={"Content-Encoding": "gzip"}, body=BOMB)},
        "ok",
        OK,
        200,
    ),
    Behaviour(
        "breaks off in its page", {PAGE: Page(head=405, answer="reset-in-body")}, "ok", OK, 200
    ),
    Behaviour(
        "sends its page a letter at a time",
        {PAGE: Page(head=405, answer="drip-body")},
        "ok",
        OK,
        200,
        timeout=SOON,
    ),
    Behaviour(
        "sends less than it says",
        {PAGE: [Page(head=405), Page(raw=f"{HEAD}Content-Length: 1000\r\n\r\n<p>")]},
        "ok",
        OK,
        200,
    ),
    Behaviour(
        "sends a body to HEAD",
        {PAGE: Page(raw=f"{HEAD}Content-Length: 7\r\n\r\n<p>more")},
        "ok",
        OK,
        200,
    ),
    Behaviour(
        "breaks off between chunks",
        {
            PAGE: [
                Page(head=405),
                Page(raw=f"{HEAD}Transfer-Encoding: chunked\r\n\r\n3\r\n<p>\r\nff"),
            ]
        },
        "ok",
        OK,
        200,
    ),
)
