"""Hosts whose page does not exist."""

from __future__ import annotations

from fakenet.behaviours.behaviour import APPLICATION, OTHER, PAGE, SOON, Behaviour
from fakenet.world import Page

SORRY = "<p>Sorry</p>"
WALLS = (
    ("Cloudflare", Page(status=404, headers={"Server": "cloudflare", "CF-Ray": "8a1-FRA"})),
    (
        "Cloudflare with its script",
        Page(
            status=404,
            body=f'{SORRY}<script src="/cdn-cgi/challenge-platform/scripts/jsd">',
        ),
    ),
    (
        "DataDome",
        Page(
            status=404,
            headers={"X-DataDome": "protected"},
            body=f'{SORRY}<script src="https://ct.captcha-delivery.com/c.js">',
        ),
    ),
    ("Akamai", Page(status=404, headers={"Server": "AkamaiGHost"})),
    ("Imperva", Page(status=404, headers={"X-CDN": "Imperva"}, body="/_Incapsula_Resource?x")),
    ("HUMAN", Page(status=404, body=f"{SORRY}<script>window._pxAppId='PX1'</script>")),
)

DEAD = (
    Behaviour("has no such page", {PAGE: 404}, "dead", "returns 404 Not Found", 404),
    Behaviour("has no such page any more", {PAGE: 410}, "dead", "returns 410 Gone", 410),
    Behaviour(
        "is gone",
        {PAGE: Page(dns="nxdomain")},
        "dead",
        "is on the host `host.example`, which does not exist",
    ),
    Behaviour(
        "redirects to a page that is gone",
        {PAGE: Page(status=301, location=OTHER), OTHER: 404},
        "dead",
        f"redirects to `{OTHER}`, which returns 404 Not Found",
        404,
        OTHER,
    ),
    Behaviour(
        "redirects to a host that is gone",
        {PAGE: Page(status=302, location="https://gone.example/")},
        "dead",
        "redirects to `https://gone.example/`, which is on the host `gone.example`, which does"
        " not exist",
        302,
        "https://gone.example/",
    ),
    Behaviour(
        "is gone after a failure", {PAGE: [500, 503, 404]}, "dead", "returns 404 Not Found", 404
    ),
    Behaviour(
        "has no such page, and ends its regrets never",
        {PAGE: Page(status=404, answer="endless")},
        "dead",
        "returns 404 Not Found",
        404,
    ),
    Behaviour(
        "has no such page, and says so a letter at a time",
        {PAGE: Page(status=404, answer="drip-body")},
        "dead",
        "returns 404 Not Found",
        404,
        timeout=SOON,
    ),
    Behaviour(
        "has no such page, and breaks off",
        {PAGE: Page(status=404, answer="reset-in-body")},
        "dead",
        "returns 404 Not Found",
        404,
    ),
    Behaviour(
        "has no such page for those with a cookie either",
        {
            PAGE: Page(status=302, location="/a", headers={"Set-Cookie": "seen=1"}),
            "https://host.example/a": 404,
        },
        "dead",
        "redirects to `https://host.example/a`, which returns 404 Not Found",
        404,
        "https://host.example/a",
    ),
    Behaviour(
        "has no such page by https either",
        {"http://host.example/a": 404, "https://host.example/a": 410},
        "dead",
        "returns 404 Not Found",
        404,
    ),
    Behaviour(
        "has no such page, and hangs up by https",
        {"http://host.example/a": 404, "https://host.example/a": Page(answer="reset")},
        "dead",
        "returns 404 Not Found",
        404,
    ),
    Behaviour(
        "has no such page, and shows its front page by https",
        {
            "http://host.example/a": 404,
            "https://host.example/a": Page(status=302, location="/"),
            "https://host.example/": 200,
        },
        "dead",
        "returns 404 Not Found",
        404,
    ),
    Behaviour(
        "redirects to https, where there is no such page",
        {
            "http://host.example/a": Page(status=301, location="https://host.example/a"),
            "https://host.example/a": 404,
        },
        "dead",
        "redirects to `https://host.example/a`, which returns 404 Not Found",
        404,
        "https://host.example/a",
    ),
    # Proxies in front of a host mark its missing pages as well.
    *(
        Behaviour(
            f"has no such page, behind {wall}", {PAGE: page}, "dead", "returns 404 Not Found", 404
        )
        for wall, page in WALLS
    ),
    # --- and error pages with scripts, which show text without them
    *(
        Behaviour(
            f"has no such page, {what}",
            {PAGE: Page(status=404, body=body)},
            "dead",
            "returns 404 Not Found",
            404,
        )
        for what, body in (
            ("and counts its visitors", "<h1>404</h1><script src=/count.js></script>"),
            ("and shows a picture", "<img src=404.svg><script src=/count.js></script>"),
            ("says the title of its application", f"<title>404</title>{APPLICATION}"),
            ("says its application at once", f"<title>Not Found | Robots</title>{APPLICATION}"),
            ("or anything else to say", ""),
            (
                "and leads to its front page",
                "<meta http-equiv=refresh content='0;https://host.example/en/'>Gone",
            ),
            (
                "and leads to another such page",
                "<meta http-equiv=refresh content='0;url=/404.html'>Gone",
            ),
            (
                "and leads to its map later",
                "<meta http-equiv=refresh content='5; url=/map'>Gone",
            ),
            (
                "says its title, and leads to its map",
                "<title>Not Found</title><meta http-equiv=refresh content='0; url=/map'>",
            ),
        )
    ),
)
