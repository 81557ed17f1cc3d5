r"""Math in text, between dollar signs.

GitHub documents the delimiters ("Writing mathematical expressions"): `$…$`, `$$…$$`, `` $`…`$ ``
and ```` ```math ````, of which the last two are code to Markdown. It does not document what makes
a dollar sign a delimiter. Known from github/markup#1742 and nschloe/github-math-bugs: a letter or
digit before the opening one or after the closing one makes it plain text. So does white space
inside single ones, as in Pandoc's `tex_math_dollars`: `$5 and $10` are prices.
"""

from __future__ import annotations

import re

from awesome_lint.document.markdown.inline_state import InlineState
from awesome_lint.text.patterns import deferred

_FORMULA = deferred(
    r"(?<![\w$])(?:"
    r"\$\$(?!\$)((?:[^$\\]|\\[\s\S]|\$(?!\$))++)\$\$"
    r"|\$(?![\s$])((?:[^$\\\n]|\\[^\n])++)(?<!\s)\$"
    r")(?![\w$])"
)
_MAY_BE_PROSE = deferred(
    r"://|www\.|`|</|<!--|<(?:a|img)\s|\]\((?:[^\W\d_]{3}|[^()\s]*[/.#])", re.IGNORECASE
)
"""Content of prose between two prices that formulas hardly ever have: links, code, HTML."""


def dollar_math(state: InlineState, _silent: bool) -> bool:
    """Inline rule: math is literal text without markup.

    Its range is added to `state.math`. Text that may be prose between two prices is added as
    well, but parsed as Markdown.
    """
    if state.math and state.pos < state.math[-1][1]:
        return False
    formula = _FORMULA().match(state.src, state.pos)
    if formula is None:
        return False
    state.math.append(formula.span())
    if _MAY_BE_PROSE().search(formula[1] or formula[2]):
        return False
    state.append_pending(formula[0])
    state.pos = formula.end()
    return True
