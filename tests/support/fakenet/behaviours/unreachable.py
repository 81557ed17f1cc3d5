"""Hosts without a usable response."""

from __future__ import annotations

from fakenet.behaviours.behaviour import APPLICATION, OTHER, PAGE, SOON, Behaviour, redirects
from fakenet.world import Page

HUNG_UP = "closed the connection without a response"
HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
SMTP = "220 mail.example ESMTP ready\r\n"

LONG = f"HTTP/1.1 200 OK\r\nX-Long: {'z' * 1_000_000}\r\n\r\n"

UNREACHABLE = (
    Behaviour("is broken", {PAGE: 500}, "unreachable", "returns 500 Internal Server Error", 500),
    Behaviour(
        "is under maintenance for a day",
        {PAGE: Page(status=503, headers={"Retry-After": "86400"})},
        "unreachable",
        "returns 503 Service Unavailable",
        503,
    ),
    Behaviour(
        "is under maintenance until a distant date",
        {PAGE: Page(status=503, headers={"Retry-After": "Fri, 01 Nov 2999 10:00:00 GMT"})},
        "unreachable",
        "returns 503 Service Unavailable",
        503,
    ),
    Behaviour("does not understand", {PAGE: 400}, "unreachable", "returns 400 Bad Request", 400),
    Behaviour("answers what nobody knows", {PAGE: 299 + 400}, "unreachable", "returns 699", 699),
    Behaviour(
        "redirects nowhere",
        {PAGE: 302},
        "unreachable",
        "returns 302 Found without a valid `Location`",
        302,
    ),
    Behaviour(
        "redirects to what is no address",
        {PAGE: Page(status=302, location="https://[::1/ \x85")},
        "unreachable",
        "redirects to `https://[::1/`, which is not a URL that can be requested",
        302,
        "https://[::1/",
    ),
    Behaviour(
        "redirects in a circle",
        {PAGE: Page(status=301, location=OTHER), OTHER: Page(status=301, location=PAGE)},
        "unreachable",
        f"redirects to `{PAGE}`, which completes a redirect loop",
        301,
        PAGE,
    ),
    Behaviour(
        "redirects to itself",
        {PAGE: Page(status=302, location="#top")},
        "unreachable",
        f"redirects to `{PAGE}#top`, which completes a redirect loop",
        302,
        f"{PAGE}#top",
    ),
    Behaviour(
        "redirects 21 times",
        {**redirects([302] * 21), "https://host.example/21": 200},
        "unreachable",
        "redirects to `https://host.example/21`, which exceeds the limit of 20 redirects",
        302,
        "https://host.example/21",
    ),
    Behaviour(
        "cannot be looked up",
        {PAGE: Page(dns="temporary")},
        "unreachable",
        "is on the host `host.example`, which could not be resolved",
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
        "is at an address without a network route from here",
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
        "is not a URL that can be requested",
    ),
    Behaviour(
        "accepts connections and leaves it at that",
        {PAGE: Page(connect="deaf")},
        "unreachable",
        f"did not accept a connection within {SOON / 2:g} s",
        timeout=SOON,
    ),
    Behaviour(
        "listens and does not answer",
        {"http://host.example/": Page(answer="silent")},
        "unreachable",
        f"did not respond within {SOON:g} s",
        timeout=SOON,
    ),
    Behaviour(
        "answers a letter at a time",
        {"http://host.example/": Page(answer="drip")},
        "unreachable",
        f"did not respond within {SOON:g} s",
        timeout=SOON,
    ),
    Behaviour(
        "hangs up",
        {PAGE: Page(answer="reset")},
        "unreachable",
        HUNG_UP,
    ),
    Behaviour(
        "speaks another language",
        {PAGE: Page(raw=SMTP)},
        "unreachable",
        "returned a response that is not HTTP",
    ),
    Behaviour(
        "sends a header without end",
        {PAGE: Page(raw=LONG)},
        "unreachable",
        "returned a response that is not HTTP",
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
        "failed the TLS handshake",
    ),
    Behaviour(
        "hangs up in the TLS handshake",
        {PAGE: Page(tls="closed")},
        "unreachable",
        "failed the TLS handshake",
    ),
    # --- connections reset at four moments; in the fifth, the page is read already
    *(
        Behaviour(
            f"resets the connection {when}",
            {PAGE: page},
            "unreachable",
            detail,
        )
        for when, page, detail in (
            ("at once", Page(connect="reset"), "reset the connection"),
            ("after the request", Page(answer="reset"), HUNG_UP),
            ("in the middle of the headers", Page(answer="reset-in-headers"), HUNG_UP),
        )
    ),
    # --- pages that are available by https only
    *(
        Behaviour(
            f"{what}, and does better by https",
            {"http://host.example/page": page, PAGE: 200},
            "unreachable",
            f"{detail}, while `{PAGE}` works",
            status,
            PAGE,
        )
        for what, page, detail, status in (
            ("has no such page by http", Page(status=404), "returns 404 Not Found", 404),
            (
                "hangs up by http",
                Page(answer="reset"),
                HUNG_UP,
                None,
            ),
        )
    ),
    Behaviour(
        "redirects by http to no page, and does better by https",
        {
            "http://host.example/page": Page(status=301, location="/old"),
            "http://host.example/old": 404,
            PAGE: 200,
        },
        "unreachable",
        f"redirects to `http://host.example/old`, which returns 404 Not Found, while `{PAGE}`"
        " works",
        404,
        PAGE,
    ),
    Behaviour(
        "has no such page by http, and is broken by https",
        {"http://host.example/page": 404, PAGE: 503},
        "unreachable",
        f"returns 404 Not Found, while `{PAGE}` returns 503 Service Unavailable",
        404,
    ),
    Behaviour(
        "hangs up by http, and has no such page by https",
        {"http://host.example/page": Page(answer="reset"), PAGE: 404},
        "unreachable",
        HUNG_UP,
    ),
    # aiohttp reads on, and finds an invalid second response.
    Behaviour(
        "sends more than it says",
        {PAGE: [Page(head=405), Page(raw=f"{HEAD}Content-Length: 1\r\n\r\n<p>more")]},
        "unreachable",
        "returned a response that is not HTTP",
    ),
    # --- applications that are served with status 404, and work in a browser
    *(
        Behaviour(
            f"serves {what} with 404",
            {PAGE: Page(status=404, body=body)},
            "unreachable",
            "returns 404 Not Found with a page built by scripts",
            404,
        )
        for what, body in (
            ("an application", f"<!doctype html><title>Robots</title>{APPLICATION}"),
            ("the way to an application", "<head><script>location = '/?' + 1</script></head>"),
        )
    ),
    Behaviour(
        "serves a redirect in HTML with 404",
        {
            PAGE: Page(
                status=404, body='<meta http-equiv="refresh" content="0; url=/new"><p>See /new.</p>'
            )
        },
        "unreachable",
        "returns 404 Not Found with a page that refreshes to `/new`",
        404,
    ),
)
