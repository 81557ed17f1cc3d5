"""Hosts that block automated requests."""

from __future__ import annotations

from awesome_lint.links.http.status import describe_status
from fakenet.behaviours.behaviour import OTHER, PAGE, Behaviour
from fakenet.world import Page

CHALLENGE = {"CF-Mitigated": "challenge"}

WALLS = (
    ("Cloudflare", Page(status=403, headers=CHALLENGE)),
    ("Cloudflare", Page(status=410, headers=CHALLENGE)),
    ("Cloudflare", Page(status=503, headers=CHALLENGE)),
    ("Cloudflare", Page(status=503, body="<script>window._cf_chl_opt={}</script>")),
    ("Cloudflare", Page(status=403, body='<div class="cf-error-details">')),
    ("AWS WAF", Page(status=202, body="", headers={"x-amzn-waf-action": "challenge"})),
    ("AWS WAF", Page(status=404, body="<script>window.gokuProps = {}</script>")),
    ("DataDome", Page(status=403, headers={"X-DD-B": "3"})),
    ("DataDome", Page(status=403, body="<script src='https://ct.captcha-delivery.com/c.js'>")),
    ("DataDome", Page(status=404, body="<script>var dd={'rt':'c'}</script>")),
    ("HUMAN (PerimeterX)", Page(status=403, body="<script>window._pxAppId='PX1'</script>")),
    ("HUMAN (PerimeterX)", Page(status=404, body='<div id="px-captcha"></div>')),
    ("Akamai", Page(status=403, headers={"Server": "AkamaiGHost"})),
    ("Akamai", Page(status=403, body="https&#58;&#47;&#47;errors&#46;edgesuite&#46;net&#47;18")),
    ("Akamai", Page(status=428, body='<div id="sec-if-cpt-container">')),
    ("Imperva", Page(status=403, body='<iframe src="/_Incapsula_Resource?SWJIYLWA=1">')),
    ("Imperva", Page(status=503, body="Request unsuccessful. Incapsula incident ID: 1-2")),
    ("Vercel", Page(status=429, headers={"x-vercel-mitigated": "challenge"})),
    ("Vercel", Page(status=403, body="<title>Vercel Security Checkpoint</title>")),
    ("Kasada", Page(status=429, headers={"x-kpsdk-ct": "1"})),
    ("Sucuri", Page(status=403, headers={"x-sucuri-block": "GEO02"})),
    ("Anubis", Page(status=500, body='<script id="anubis_challenge" type="application/json">')),
    ("Anubis", Page(status=500, body='<img src="/.within.website/x/cmd/anubis/reject.webp">')),
    ("DDoS-Guard", Page(status=403, body="/.well-known/ddos-guard/js-challenge/index.js")),
)

BLOCKED = (
    Behaviour("wants a password", {PAGE: 401}, "blocked", "returns 401 Unauthorized", 401),
    Behaviour("wants money", {PAGE: 402}, "blocked", "returns 402 Payment Required", 402),
    Behaviour("forbids", {PAGE: 403}, "blocked", "returns 403 Forbidden", 403),
    Behaviour("is a teapot", {PAGE: 418}, "blocked", "returns 418 I'm a Teapot", 418),
    Behaviour(
        "has a lawyer", {PAGE: 451}, "blocked", "returns 451 Unavailable For Legal Reasons", 451
    ),
    Behaviour("makes up a status", {PAGE: 999}, "blocked", "returns 999", 999),
    Behaviour(
        "asks too often to come back later",
        {PAGE: Page(status=429, headers={"Retry-After": "0"})},
        "blocked",
        "returns 429 Too Many Requests",
        429,
    ),
    Behaviour(
        "asks to come back tomorrow",
        {PAGE: Page(status=429, headers={"Retry-After": "86400"})},
        "blocked",
        "returns 429 Too Many Requests",
        429,
    ),
    Behaviour(
        "accepts and sends nothing",
        {PAGE: Page(status=202, body="")},
        "blocked",
        "returns 202 Accepted with an empty page",
        202,
    ),
    Behaviour(
        "challenges, as 404",
        {PAGE: Page(status=404, headers=CHALLENGE)},
        "blocked",
        "returns 404 Not Found from the bot protection of Cloudflare",
        404,
    ),
    Behaviour(
        "challenges, as 500",
        {PAGE: Page(status=500, headers=CHALLENGE)},
        "blocked",
        "returns 500 Internal Server Error from the bot protection of Cloudflare",
        500,
    ),
    Behaviour(
        "challenges, as 200",
        {PAGE: Page(headers=CHALLENGE)},
        "blocked",
        "returns 200 OK from the bot protection of Cloudflare",
        200,
    ),
    Behaviour(
        "challenges, as a redirect",
        {PAGE: Page(status=302, location="/", headers=CHALLENGE)},
        "blocked",
        "returns 302 Found from the bot protection of Cloudflare",
        302,
    ),
    Behaviour(
        "challenges in the page alone",
        {PAGE: Page(status=404, body=" " * 5000 + "<script>window._cf_chl_opt={}</script>")},
        "blocked",
        "returns 404 Not Found from the bot protection of Cloudflare",
        404,
    ),
    Behaviour(
        "challenges with a puzzle",
        {PAGE: Page(status=405, headers={"x-amzn-waf-action": "captcha"})},
        "blocked",
        "returns 405 Method Not Allowed from the bot protection of AWS WAF",
        405,
    ),
    Behaviour(
        "redirects to a host that forbids",
        {PAGE: Page(status=301, location=OTHER), OTHER: 403},
        "blocked",
        f"redirects to `{OTHER}`, which returns 403 Forbidden",
        403,
        OTHER,
    ),
    Behaviour(
        "redirects HEAD to a challenge",
        {PAGE: Page(status=301, location=OTHER), OTHER: Page(status=403, headers=CHALLENGE)},
        "blocked",
        f"redirects to `{OTHER}`, which returns 403 Forbidden from the bot protection of"
        f" Cloudflare",
        403,
        OTHER,
    ),
    Behaviour(
        "has no such page by http, and challenges by https",
        {"http://host.example/page": 404, PAGE: Page(status=403, headers=CHALLENGE)},
        "blocked",
        f"returns 404 Not Found, while `{PAGE}` returns 403 Forbidden from the bot protection of"
        " Cloudflare",
        404,
    ),
    *(
        Behaviour(
            f"has a wall of {wall}, {number}",
            {PAGE: page},
            "blocked",
            f"returns {describe_status(page.status)} from the bot protection of {wall}",
            page.status,
        )
        for number, (wall, page) in enumerate(WALLS, 1)
    ),
    Behaviour(
        "asks to come back in another life",
        {PAGE: Page(status=429, headers={"Retry-After": "Fri, 01 Nov 2999 10:00:00 GMT"})},
        "blocked",
        "returns 429 Too Many Requests",
        429,
    ),
)
