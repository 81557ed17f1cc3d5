"""Resolver, with `getaddrinfo` replaced."""

import asyncio
import socket
import threading
from typing import Any

import pytest

from awesome_lint.links.http.connector import MAX_ADDRESSES, Resolver

LOCAL = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 443))
LOCAL_V6 = (socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("::1", 443, 0, 0))


def resolve(name: str) -> list[tuple[str, int, int]]:
    async def look_up() -> list[tuple[str, int, int]]:
        resolver = Resolver()
        found = await resolver.resolve(name, 443)
        await resolver.close()
        return [(each["host"], each["port"], each["family"]) for each in found]

    return asyncio.run(look_up())


def test_all_addresses_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_: [LOCAL_V6, LOCAL])
    assert resolve("host.example") == [
        ("::1", 443, socket.AF_INET6),
        ("127.0.0.1", 443, socket.AF_INET),
    ]


def test_some_addresses_of_each_family_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    infos = [
        *((*LOCAL_V6[:4], (f"fd00::{number}", 443, 0, 0)) for number in range(1, 10)),
        *((*LOCAL[:4], (f"10.0.0.{number}", 443)) for number in range(1, 200)),
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_: infos)
    found = [address for address, _, _ in resolve("host.example")]
    assert found == [
        *(f"fd00::{number}" for number in range(1, MAX_ADDRESSES + 1)),
        *(f"10.0.0.{number}" for number in range(1, MAX_ADDRESSES + 1)),
    ]


@pytest.mark.parametrize("code", [socket.EAI_NONAME, socket.EAI_AGAIN])
def test_errors_of_the_system_are_passed_on(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    def fail(*_: object) -> None:
        raise socket.gaierror(code, "…")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(socket.gaierror) as failed:
        resolve("host.example")
    assert failed.value.errno == code


@pytest.mark.parametrize("name", ["a..example", f"{'a' * 64}.example"])
def test_a_name_that_cannot_be_does_not_exist(name: str) -> None:
    with pytest.raises(socket.gaierror) as failed:
        resolve(name)
    assert failed.value.errno == socket.EAI_NONAME


def test_a_lookup_that_ends_too_late_is_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    late = threading.Event()

    def look_up(*_: object) -> list[Any]:
        late.wait(5)
        return [LOCAL]

    async def give_up() -> None:
        asking = asyncio.create_task(Resolver().resolve("host.example"))
        await asyncio.sleep(0.01)
        asking.cancel()
        await asyncio.sleep(0)
        late.set()
        await asyncio.sleep(0.05)

    async def leave() -> None:
        late.clear()
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(Resolver().resolve("host.example"), 0.01)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    asyncio.run(give_up())
    asyncio.run(leave())
    late.set()
    for thread in threading.enumerate():
        if thread.name == "resolve host.example":
            thread.join()
