"""The language server: diagnostics, fixes and hovers for editors, over standard input and output.

It speaks the Language Server Protocol 3.17
(https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/).
"""

from __future__ import annotations

from awesome_lint.model import UserError
from awesome_lint.rulebook import PROJECT_URL
from awesome_lint.runner.options import Options

_MISSING = (
    "the language server needs pygls 2, which is not installed: install awesome-lint with its extra"
    f" `server`, such as `pipx install 'awesome-lint[server] @ git+{PROJECT_URL}'`"
)


def serve(options: Options) -> int:
    """Serve an editor until it ends the connection, and return the exit status.

    `options` apply to every document. Links are not checked, whatever they say. The status is 0 if
    the editor requested a shutdown before, else 1. Raises UserError if pygls is not installed, or
    if standard input is a terminal.
    """
    try:
        from awesome_lint.server.language_server import run
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("lsprotocol", "pygls"):
            raise
        raise UserError(_MISSING) from None
    return run(options)
