"""The language server: pygls' server with the handlers of its messages."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final, TypeVar

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method
from pygls.uris import from_fs_path, to_fs_path

from awesome_lint.config import ConfigError, file
from awesome_lint.local_files import is_markdown
from awesome_lint.model import Diagnostic, Failure, UserError
from awesome_lint.rulebook import PROJECT_URL
from awesome_lint.runner.cached_link import find_cached_link
from awesome_lint.runner.options import Options
from awesome_lint.server import code_actions, diagnostics, hover
from awesome_lint.server.code_actions import Deferred
from awesome_lint.server.linter import Linted, Linter, mistakes
from awesome_lint.server.positions import LENGTHS, Change, Length, Positions, apply_changes
from awesome_lint.text.display import displayable
from awesome_lint.version import __version__

FIRST_DELAY_SECONDS: Final = 0.01
"""Seconds without a change before a document is linted."""

BURST_DELAY_SECONDS: Final = 0.15
"""Seconds without a change before a document that changed during a lint is linted again."""

_SCHEMES: Final = ("file:", "untitled:")
"""Schemes of documents that are linted, unlike those of older versions and notebook cells."""

_EXAMPLE: Final = "| Title | Link |\n|:--|:--|\n| Robots on Ice | [page](https://example.org) |\n"
"""A list that is linted at the start, to import what the first lint needs."""

T = TypeVar("T")


class OpenDocument:
    """A document that is open in the editor."""

    def __init__(self, item: types.TextDocumentItem, options: Options) -> None:
        self.uri = item.uri
        self.text = item.text
        self.version = item.version
        self.path = _path(item.uri)
        name = Path(self.path or item.uri).name
        self.is_configuration = name in file.NAMES
        self.is_list = item.uri.startswith(_SCHEMES) and (
            item.language_id == "markdown" or is_markdown(name)
        )
        self.linter = Linter(self.path, name, options)
        self.has_new_files = True
        """Whether the configuration and the repository are read again before the next lint."""
        self.linted: Linted | None = None
        """The last findings; None before the first lint."""
        self.changed_at = 0.0
        """The time of the last change, by the clock of the event loop."""
        self.task: asyncio.Task[None] | None = None
        """The lint that is due or under way."""


class Protocol(LanguageServerProtocol):
    """The protocol, without pygls' copies of documents.

    pygls takes U+2028 and form feeds for the ends of lines. Before it passes an edit on, it would
    change the positions in it that are beyond such an end.
    """

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(
        self, params: types.DidOpenTextDocumentParams
    ) -> Generator[Any, Any, None]:
        """Pass the message on."""
        yield self.fm.features[types.TEXT_DOCUMENT_DID_OPEN], (params,), None

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(
        self, params: types.DidChangeTextDocumentParams
    ) -> Generator[Any, Any, None]:
        """Pass the message on."""
        yield self.fm.features[types.TEXT_DOCUMENT_DID_CHANGE], (params,), None

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(
        self, params: types.DidCloseTextDocumentParams
    ) -> Generator[Any, Any, None]:
        """Pass the message on."""
        yield self.fm.features[types.TEXT_DOCUMENT_DID_CLOSE], (params,), None

    def structure_message(self, data: dict[str, Any]) -> Any:
        """Return a message; a request that is not valid is answered with an error."""
        try:
            return super().structure_message(data)
        except JsonRpcException as error:
            if "id" in data and "method" in data:
                self._send_response(data["id"], error=error.to_response_error())
            raise


class Server(LanguageServer):
    """The server and the documents that are open."""

    def __init__(self, options: Options) -> None:
        super().__init__("awesome-lint", __version__, protocol_cls=Protocol)
        self.options = options
        self.documents: dict[str, OpenDocument] = {}
        self.is_shut_down = False
        # One thread, since Python runs one at a time anyway.
        self._worker = ThreadPoolExecutor(1)
        self._mistakes: dict[str, tuple[UserError, ...]] = {}
        """The mistakes that are shown, by the URI of the configuration."""
        self._told: set[str] = set()
        """Messages about internal errors that were shown."""

    @property
    def length(self) -> Length:
        """The length of a code point in the units of the editor."""
        encoding = self.server_capabilities.position_encoding
        return LENGTHS[types.PositionEncodingKind(encoding or "utf-16").value]

    async def in_thread(self, function: Callable[..., T], *arguments: Any) -> T:
        """Return the result of a function that takes long."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._worker, function, *arguments)

    def change(self, document: OpenDocument) -> None:
        """Lint a document that was opened or changed, unless more changes follow at once."""
        if document.is_configuration:
            self._check_configuration(document)
        if not document.is_list:
            return
        loop = asyncio.get_running_loop()
        document.changed_at = loop.time()
        if document.task is None or document.task.done():
            document.task = loop.create_task(self._lint(document))

    def lint_all(self) -> None:
        """Lint all documents again, because files may have changed."""
        for document in self.documents.values():
            document.has_new_files = True
            self.change(document)

    async def linted(self, uri: str) -> tuple[OpenDocument, Linted] | None:
        """Return the findings in the current text of a document; None if it is not linted."""
        document = self.documents.get(uri)
        while document and document.task and not document.task.done():
            await asyncio.shield(document.task)
        if document is None or document.linted is None or document.linted.job is None:
            return None
        return document, document.linted

    async def _lint(self, document: OpenDocument) -> None:
        loop = asyncio.get_running_loop()
        delay = FIRST_DELAY_SECONDS
        while True:
            # Each change moves the end of the wait.
            while (wait := document.changed_at + delay - loop.time()) > 0:  # noqa: ASYNC110
                await asyncio.sleep(wait)
            changed_at = document.changed_at
            again, document.has_new_files = document.has_new_files, False
            linted = await self.in_thread(document.linter.lint, document.text, again)
            if self.documents.get(document.uri) is not document:
                return  # closed
            if changed_at == document.changed_at:
                break
            delay = BURST_DELAY_SECONDS
        before, document.linted = document.linted, linted
        for failure in linted.failures:
            self._tell_failure(failure)
        if linted.error is not None and not isinstance(linted.error, ConfigError):
            reason = str(linted.error)
            if before is None or str(before.error) != reason:
                self.tell(reason)
        found: list[types.Diagnostic] = []
        try:
            found = self.diagnostics(document, linted, linted.diagnostics)
        except Exception as error:
            self._tell_failure(Failure.of("the language server", document.uri, error))
        self._publish(document.uri, found, document.version)
        self._show_mistakes()

    def diagnostics(
        self, document: OpenDocument, linted: Linted, found: Sequence[Diagnostic]
    ) -> list[types.Diagnostic]:
        """Return findings of a document."""
        if not found:
            return []
        positions = Positions(linted, self.length)
        text_document = self.client_capabilities.text_document
        accepted = (
            text_document and text_document.publish_diagnostics
        ) or types.PublishDiagnosticsClientCapabilities()
        return [diagnostics.diagnostic(each, document.uri, positions, accepted) for each in found]

    def close(self, document: OpenDocument) -> None:
        """Forget a document, and remove its findings from the editor."""
        self.documents.pop(document.uri, None)
        if document.is_list or document.is_configuration:
            self._publish(document.uri, [])
        self._show_mistakes()

    def _publish(
        self, uri: str, found: Sequence[types.Diagnostic], version: int | None = None
    ) -> None:
        params = types.PublishDiagnosticsParams(uri, found, version)
        self.text_document_publish_diagnostics(params)

    def _check_configuration(self, document: OpenDocument) -> None:
        """Show the mistakes in a configuration while it is edited."""
        found: Sequence[UserError] = ()
        try:
            file.loads(document.text, str(document.path or document.uri))
        except ConfigError as error:
            found = mistakes(error)
        self._publish(document.uri, [diagnostics.mistake(each) for each in found], document.version)

    def _show_mistakes(self) -> None:
        """Show the mistakes in the configurations of all documents that changed."""
        now: dict[str, tuple[UserError, ...]] = {}
        for document in self.documents.values():
            linted = document.linted
            if linted and linted.configuration and isinstance(linted.error, ConfigError):
                uri = from_fs_path(str(linted.configuration.absolute()))
                if uri is not None and uri not in self.documents:
                    now[uri] = tuple(mistakes(linted.error))
        for uri in {*now, *self._mistakes}:
            found, before = now.get(uri, ()), self._mistakes.get(uri, ())
            if list(map(str, found)) == list(map(str, before)):
                continue
            self._publish(uri, [diagnostics.mistake(each) for each in found])
            if found:
                self.tell(f"lists are not linted: {found[0]}")
        self._mistakes = now

    def _tell_failure(self, failure: Failure) -> None:
        message = (
            f"internal error in {failure.part}: {failure.error}; everything else is reported."
            f" Please report this at {PROJECT_URL}/issues"
        )
        if message not in self._told:
            self._told.add(message)
            self.tell(message)
            params = types.LogMessageParams(types.MessageType.Error, failure.traceback)
            self.window_log_message(params)

    def tell(self, message: str, level: types.MessageType = types.MessageType.Error) -> None:
        """Show a message to the user."""
        text = f"awesome-lint: {displayable(message)}"
        self.window_show_message(types.ShowMessageParams(level, text))

    def report_server_error(self, error: Exception, source: object) -> None:  # noqa: ARG002
        """Log an error in a message of the editor; pygls would show it to the user."""
        self.window_log_message(types.LogMessageParams(types.MessageType.Error, str(error)))

    def workspace_edit(
        self, document: OpenDocument, edits: Sequence[types.TextEdit]
    ) -> types.WorkspaceEdit:
        """Return edits of the current version of a document."""
        workspace = self.client_capabilities.workspace
        accepted = workspace and workspace.workspace_edit
        if not (accepted and accepted.document_changes):
            return types.WorkspaceEdit({document.uri: edits})
        identifier = types.OptionalVersionedTextDocumentIdentifier(document.uri, document.version)
        return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(identifier, edits)])

    @property
    def resolves_edits(self) -> bool:
        """Whether the editor asks for the edits of an action when it is chosen."""
        text_document = self.client_capabilities.text_document
        actions = text_document and text_document.code_action
        support = actions and actions.resolve_support
        return bool(support and "edit" in support.properties)


def did_open(ls: Server, params: types.DidOpenTextDocumentParams) -> None:
    """Lint a document that was opened."""
    document = OpenDocument(params.text_document, ls.options)
    ls.documents[document.uri] = document
    ls.change(document)


def did_change(ls: Server, params: types.DidChangeTextDocumentParams) -> None:
    """Lint a document that was changed."""
    document = ls.documents.get(params.text_document.uri)
    if document is None:
        return
    changes: Iterable[Change] = params.content_changes
    document.text = apply_changes(document.text, changes, ls.length)
    document.version = params.text_document.version
    ls.change(document)


def did_save(ls: Server, params: types.DidSaveTextDocumentParams) -> None:
    """Lint a document with the files of its repository as they are now."""
    document = ls.documents.get(params.text_document.uri)
    if document is None or document.is_configuration:
        ls.lint_all()
    else:
        document.has_new_files = True
        ls.change(document)


def did_close(ls: Server, params: types.DidCloseTextDocumentParams) -> None:
    """Forget a document."""
    document = ls.documents.get(params.text_document.uri)
    if document is not None:
        ls.close(document)


def did_change_watched_files(ls: Server, _params: types.DidChangeWatchedFilesParams) -> None:
    """Lint all documents after a configuration has changed."""
    ls.lint_all()


async def initialized(ls: Server, _params: types.InitializedParams) -> None:
    """Ask the editor to watch configuration files, and import what the first lint needs."""
    workspace = ls.client_capabilities.workspace
    watched = workspace and workspace.did_change_watched_files
    if watched and watched.dynamic_registration:
        watchers = [types.FileSystemWatcher(f"**/{name}") for name in file.NAMES]
        method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
        options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
        registration = types.Registration("configurations", method, options)
        ls.client_register_capability(types.RegistrationParams([registration]))
    await ls.in_thread(Linter(None, "README.md", Options(offline=True)).lint, _EXAMPLE)


def shutdown(ls: Server, _params: None) -> None:
    """Note that the editor ends the server in order."""
    ls.is_shut_down = True


async def code_action(ls: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
    """Return the actions for the findings in a range."""
    current = await ls.linted(params.text_document.uri)
    if current is None:
        return []
    document, linted = current
    positions = Positions(linted, ls.length)
    only = params.context.only
    actions: list[types.CodeAction] = []
    deferred: list[tuple[Deferred, list[types.Diagnostic]]] = []
    if code_actions.wants(only, types.CodeActionKind.QuickFix):
        here = [each for each in linted.diagnostics if positions.touches(each.span, params.range)]
        shown = ls.diagnostics(document, linted, here)
        for each, shown_as in zip(here, shown, strict=True):
            if each.fix is not None:
                edits = [positions.text_edit(edit) for edit in each.fix.edits]
                action = types.CodeAction(code_actions.fix_title(each.fix))
                action.kind = types.CodeActionKind.QuickFix
                action.diagnostics = [shown_as]
                action.is_preferred = each.fix.safe
                action.edit = ls.workspace_edit(document, edits)
                actions.append(action)
        deferred += code_actions.suppressions(here, shown)
    if code_actions.wants(only, code_actions.FIX_ALL):
        deferred += [(action, []) for action in code_actions.fix_all(linted.diagnostics)]
    for each_deferred, shown in deferred:
        data = each_deferred.data(document.uri, document.version)
        action = types.CodeAction(each_deferred.title, each_deferred.kind, shown or None)
        if ls.resolves_edits:
            action.data = data
            actions.append(action)
        elif found := await ls.in_thread(code_actions.edits, linted, data):
            edits = [positions.text_edit(edit) for edit in found]
            action.edit = ls.workspace_edit(document, edits)
            actions.append(action)
    return actions


async def resolve_code_action(ls: Server, action: types.CodeAction) -> types.CodeAction:
    """Return an action with its edits, unless the document has changed since."""
    data = action.data if isinstance(action.data, dict) else {}
    current = await ls.linted(str(data.get("uri")))
    if current is None or current[0].version != data.get("version"):
        return action
    document, linted = current
    edits = await ls.in_thread(code_actions.edits, linted, data)
    if edits:
        positions = Positions(linted, ls.length)
        action.edit = ls.workspace_edit(document, [positions.text_edit(each) for each in edits])
    else:
        ls.tell(code_actions.no_edits(data), types.MessageType.Info)
    return action


async def show_hover(ls: Server, params: types.HoverParams) -> types.Hover | None:
    """Return what is known of the findings and the link at a position."""
    current = await ls.linted(params.text_document.uri)
    if current is None or current[1].job is None:
        return None
    linted = current[1]
    positions = Positions(linted, ls.length)
    at = types.Range(params.position, params.position)
    found = [each for each in linted.diagnostics if positions.touches(each.span, at)]
    urls = dict.fromkeys(
        link.url
        for link in current[1].job.outline.links
        if link.url.lower().startswith(("http://", "https://"))
        and (positions.touches(link.span, at) or positions.touches(link.url_span, at))
    )
    texts = [
        hover.of_link(url, await ls.in_thread(find_cached_link, url, ls.options)) for url in urls
    ]
    texts += hover.of_findings(found)
    if not texts:
        return None
    return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, "\n\n".join(texts)))


def _path(uri: str) -> Path | None:
    """Return the file of a URI; None if it is not that of a file."""
    try:
        path = to_fs_path(uri)
    except ValueError:
        return None
    return Path(path) if path else None


def create(options: Options) -> Server:
    """Return a server that has not started."""
    server = Server(options)
    actions = types.CodeActionOptions(code_actions.KINDS, resolve_provider=True)
    for method, handler, method_options in (
        (types.INITIALIZED, initialized, None),
        (types.SHUTDOWN, shutdown, None),
        (types.TEXT_DOCUMENT_DID_OPEN, did_open, None),
        (types.TEXT_DOCUMENT_DID_CHANGE, did_change, None),
        (types.TEXT_DOCUMENT_DID_SAVE, did_save, None),
        (types.TEXT_DOCUMENT_DID_CLOSE, did_close, None),
        (types.WORKSPACE_DID_CHANGE_WATCHED_FILES, did_change_watched_files, None),
        (types.TEXT_DOCUMENT_CODE_ACTION, code_action, actions),
        (types.CODE_ACTION_RESOLVE, resolve_code_action, None),
        (types.TEXT_DOCUMENT_HOVER, show_hover, None),
    ):
        server.feature(method, method_options)(handler)
    return server


def run(options: Options) -> int:
    """Serve the editor at standard input and output; return the exit status."""
    if sys.stdin is None or sys.stdin.isatty():
        raise UserError(
            "`awesome-lint server` is started by an editor, not in a terminal: docs/editors.md has"
            " the settings of editors"
        )
    # An interrupt is for the editor, which then closes standard input.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.stdout.flush()
    # Anything else on standard output would corrupt the protocol.
    stream = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    server = create(options)
    server.start_io(sys.stdin.buffer, stream)
    return 0 if server.is_shut_down else 1
