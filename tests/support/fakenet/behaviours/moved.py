"""Hosts whose page has a new URL."""

from __future__ import annotations

from fakenet.behaviours.behaviour import OTHER, PAGE, Behaviour, redirects
from fakenet.world import Page

ANSWERS = "which returns 200 OK"
GATE = "a login, consent or error page"
NO_MOVES = (
    ("by language", "host.example/page", "host.example/en/page", ANSWERS),
    ("by language and country", "host.example/page", "host.example/zh-cn/page", ANSWERS),
    ("from one language to another", "host.example/en-us/a", "host.example/de-de/a", ANSWERS),
    ("by language, in the query", "host.example/page", "host.example/page?hl=en", ANSWERS),
    ("by language, in the host", "host.example/page", "fr.host.example/page", ANSWERS),
    ("by country", "www.host.example/page", "www.host.co.uk/page", ANSWERS),
    ("with a tag to track", "host.example/page", "host.example/p?utm_source=301", ANSWERS),
    ("to log in", "host.example/page", "login.host.example/", GATE),
    ("to consent", "host.example/page", "consent.host.example/m?continue=x", GATE),
    ("to somewhere, and back later", "host.example/page", "host.example/hello?to=/page", GATE),
)

MOVED = (
    Behaviour(
        "has moved for good",
        {PAGE: Page(status=301, location=OTHER), OTHER: 200},
        "moved",
        f"has moved permanently to `{OTHER}`",
        200,
        OTHER,
    ),
    Behaviour(
        "has moved for good, in today's words",
        {PAGE: Page(status=308, location="page?new=1"), f"{PAGE}?new=1": 200},
        "moved",
        f"has moved permanently to `{PAGE}?new=1`",
        200,
        f"{PAGE}?new=1",
    ),
    Behaviour(
        "has moved to https",
        {"http://host.example/page": Page(status=301, location=PAGE), PAGE: 200},
        "moved",
        f"has moved permanently to `{PAGE}`",
        200,
        PAGE,
    ),
    Behaviour(
        "has moved for good, and redirects from there for now",
        {**redirects([301, 308, 302]), "https://host.example/3": 200},
        "moved",
        "has moved permanently to `https://host.example/2`",
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
        "has moved permanently to `https://host.example/caf%C3%A9?q=a%20b`",
        200,
        "https://host.example/caf%C3%A9?q=a%20b",
    ),
    # --- or redirects that depend on the visitor
    *(
        Behaviour(
            f"redirects for good, {why}",
            {
                f"https://{old}": Page(status=301, location=f"https://{new}"),
                f"https://{new}": 200,
            },
            "ok",
            f"redirects to `https://{new}`, {what}",
            200,
            f"https://{new}",
        )
        for why, old, new, what in NO_MOVES
    ),
    Behaviour(
        "redirects for good, with a session",
        {
            PAGE: Page(status=301, location="/p;jsessionid=1F"),
            "https://host.example/p;jsessionid=1F": 200,
        },
        "ok",
        "redirects to `https://host.example/p`, which returns 200 OK",
        200,
        "https://host.example/p",
    ),
)
