"""Forms that filter a list of items. The script of the page shows them, and applies them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element

from awesome_lint.report.page.elements import element

Choices = Sequence[tuple[str, str]]
"""The values of a choice, each with its name."""


def filter_form(items: str, noun: str, choices: Iterable[tuple[str, str, Choices]]) -> Element:
    """Return a form for the items in the element with the id `items`.

    Each of the `choices` is the name of a `data-…` attribute of the items, its label, and the
    values that items have. `noun` names the items, in the plural.
    """
    controls = [
        element(
            "label",
            None,
            element("span", None, label),
            element(
                "select",
                {"name": name},
                element("option", {"value": ""}, "All"),
                *(element("option", {"value": value}, text) for value, text in values),
            ),
        )
        for name, label, values in choices
        if len(values) > 1
    ]
    search = {"type": "search", "name": "text", "autocomplete": "off", "spellcheck": "false"}
    text = element("label", None, element("span", None, "Text"), element("input", search))
    reset = element("button", {"type": "reset"}, "Show all")
    output = element("output", {"data-noun": noun})
    attributes = {"class": "filters", "data-items": items, "aria-label": f"Filter {noun}"}
    return element(
        "form", attributes | {"role": "search", "hidden": ""}, *controls, text, reset, output
    )
