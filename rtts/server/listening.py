"""Sockets that listen, for both ports.

Three things must not happen in silence. A second server must not take over the Unix socket of
a first one that still lives; a socket that a dead server left behind must not keep the next
one from starting; and a port of 0 must become the same port on every address of a name. What
cannot be had is an error at start, in a sentence.
"""

import asyncio
import contextlib
import os
import socket
import ssl
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rtts.errors import SettingsError

__all__ = ["BACKLOG", "Place", "Reserved", "listen", "release", "reserve", "tls_context", "url"]

BACKLOG = 128
"""Connections that may wait to be accepted."""
_OWNER_ONLY = 0o600


@dataclass(frozen=True)
class Place:
    """Where a port listens."""

    host: str = "127.0.0.1"
    port: int = 0
    """0 picks a free one."""
    path: Path | None = None
    """A Unix socket to listen on instead."""
    shared: bool = False
    """Whether other processes of ours listen on the same port (SO_REUSEPORT)."""

    def __str__(self) -> str:
        return str(self.path or f"{self.host}:{self.port}")


async def listen(place: Place, name: str, flags: str) -> list[socket.socket]:
    """Sockets that listen; several where a host has several addresses.

    `name` and `flags` say in an error which port it is and how to choose another place.
    Raises SettingsError.
    """
    try:
        if place.path is not None:
            return [_listen_unix(place.path)]
        return await _listen_tcp(place)
    except OSError as error:
        raise SettingsError(
            f"The {name} cannot listen on {place}: {_reason(error)}; choose another with {flags}."
        ) from None


class Reserved:
    """A port that is kept for processes of ours, which listen there; itself takes nobody."""

    def __init__(self, place: Place, sockets: list[socket.socket]) -> None:
        self._place = place
        self._sockets = sockets

    @property
    def port(self) -> int:
        """The same on every address of the host."""
        port: int = self._sockets[0].getsockname()[1]
        return port

    def url(self, scheme: str) -> str:
        """Where those who listen are found."""
        return url(scheme, self._place, self._sockets[0])

    def close(self) -> None:
        """Give it back. Again is harmless."""
        for sock in self._sockets:
            sock.close()


async def reserve(place: Place, name: str, flags: str) -> Reserved:
    """Keep a port for processes that share it; `name` and `flags` are as for `listen`.

    Nobody else may listen there, which SO_REUSEPORT alone would allow: so the port is taken
    for ourselves first. Raises SettingsError.
    """
    taken = await listen(place, name, flags)
    addresses = [(sock.family, sock.getsockname()) for sock in taken]
    for sock in taken:
        sock.close()
    return Reserved(place, [_bind_shared(family, address) for family, address in addresses])


def url(scheme: str, place: Place, sock: socket.socket) -> str:
    """Where a socket of `listen` is found; `scheme` is that of TCP, such as `ws`."""
    if place.path is not None:
        return f"{scheme}+unix://{place.path}"
    host, port = sock.getsockname()[:2]
    return f"{scheme}://{f'[{host}]' if ':' in host else host}:{port}"


def release(place: Place) -> None:
    """Take away what closing does not: the file of a Unix socket."""
    if place.path is not None:
        place.path.unlink(missing_ok=True)


def tls_context(cert: Path | None, key: Path | None) -> ssl.SSLContext | None:
    """What TLS needs; None where none is wanted. Raises SettingsError."""
    if cert is None or key is None:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    try:
        context.load_cert_chain(cert, key)
    except OSError as error:  # of which ssl.SSLError is one
        raise SettingsError(
            f"The TLS certificate {cert} with the key {key} cannot be used: "
            f"{error.strerror or error}."
        ) from None
    return context


async def _listen_tcp(place: Place) -> list[socket.socket]:
    found = await _resolve(place.host.strip("[]"))
    sockets: list[socket.socket] = []
    port = place.port
    try:
        for family, address in dict.fromkeys((each[0], each[4][0]) for each in found):
            sock = socket.create_server(
                (str(address), port), family=family, backlog=BACKLOG, reuse_port=place.shared
            )
            port = sock.getsockname()[1]  # the same on every address
            sock.settimeout(0)
            sockets.append(sock)
    except OSError:
        for sock in sockets:
            sock.close()
        raise
    return sockets


async def _resolve(host: str) -> list[Any]:
    """The addresses of a host; a name is looked up in a thread, for which an address needs none."""
    with contextlib.suppress(socket.gaierror):
        numeric = socket.AI_NUMERICHOST
        return socket.getaddrinfo(host, None, type=socket.SOCK_STREAM, flags=numeric)
    loop = asyncio.get_running_loop()
    return await loop.getaddrinfo(host, None, type=socket.SOCK_STREAM)


def _bind_shared(family: int, address: Any) -> socket.socket:
    """A socket that keeps an address and does not listen: the kernel leads nobody to it."""
    sock = socket.socket(family, socket.SOCK_STREAM)
    for option in (socket.SO_REUSEADDR, socket.SO_REUSEPORT):
        sock.setsockopt(socket.SOL_SOCKET, option, 1)
    if family == socket.AF_INET6:
        sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
    sock.bind(address)
    return sock


def _listen_unix(path: Path) -> socket.socket:
    _clear(path)
    sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        sock.settimeout(0)
        sock.bind(str(path))
        path.chmod(_OWNER_ONLY)  # nobody can connect before it listens
        sock.listen(BACKLOG)
    except OSError:
        sock.close()
        raise
    return sock


def _clear(path: Path) -> None:
    """Remove a socket that a dead server left behind. Raises SettingsError if one lives there."""
    with contextlib.suppress(FileNotFoundError):
        if not stat.S_ISSOCK(path.stat().st_mode):
            raise SettingsError(f"{path} is there already and is no socket; choose another path.")
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
            if probe.connect_ex(str(path)) == 0:
                raise SettingsError(f"Another server listens on {path}; choose another path.")
        path.unlink()


def _reason(error: OSError) -> str:
    """Why, in the system's words alone: what `create_server` adds names the place again."""
    if isinstance(error, socket.gaierror) or error.errno is None:
        return error.strerror or str(error)
    return os.strerror(error.errno)
