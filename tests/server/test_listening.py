"""Sockets that listen: what is in the way, and what is said about it."""

import socket
import stat
from pathlib import Path
from typing import Any

import pytest

from rtts.errors import SettingsError
from rtts.server import listening
from rtts.server.listening import Place, listen, release, tls_context, url
from tests.support.aio import run


def sockets_at(place: Place) -> list[socket.socket]:
    """Listen there, as some port."""
    return run(listen(place, "test port", "--place"))


def test_a_port_that_is_taken_is_told_once_and_with_the_way_out() -> None:
    """The sentence names the port, the reason, and the flags that choose another."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError) as told:
            sockets_at(Place(port=port))
    sentence = str(told.value)
    assert sentence.startswith(f"The test port cannot listen on 127.0.0.1:{port}: ")
    assert sentence.endswith("Address already in use; choose another with --place.")


def test_a_name_that_nobody_has_is_told() -> None:
    """As is an address of another machine."""
    for host in ("nowhere.invalid", "192.0.2.1"):
        with pytest.raises(SettingsError, match=host):
            sockets_at(Place(host))


def test_an_address_may_stand_in_brackets() -> None:
    """As it does in a URL."""
    (sock,) = sockets_at(Place("[::1]"))
    with sock:
        assert url("ws", Place("[::1]"), sock).startswith("ws://[::1]:")


def test_a_name_has_one_port_on_all_its_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is announced holds for each."""

    async def resolve(_host: str) -> list[Any]:
        kind = (socket.AF_INET, socket.SOCK_STREAM, 0, "")
        return [(*kind, ("127.0.0.1", 0)), (*kind, ("127.0.0.2", 0))]

    monkeypatch.setattr(listening, "_resolve", resolve)
    sockets = sockets_at(Place("two-addresses"))
    names = [sock.getsockname() for sock in sockets]
    for sock in sockets:
        sock.close()
    assert [host for host, _ in names] == ["127.0.0.1", "127.0.0.2"]
    assert names[0][1] == names[1][1]


def test_a_socket_that_a_dead_server_left_is_replaced(tmp_path: Path) -> None:
    """Its file is there, and nobody behind it."""
    place = Place(path=tmp_path / "s.sock")
    sockets_at(place)[0].close()
    (sock,) = sockets_at(place)
    with sock, socket.socket(socket.AF_UNIX) as peer:
        peer.connect(str(place.path))


def test_a_server_that_lives_keeps_its_socket(tmp_path: Path) -> None:
    """The second is told so; the first is still reached."""
    place = Place(path=tmp_path / "s.sock")
    with sockets_at(place)[0], socket.socket(socket.AF_UNIX) as peer:
        with pytest.raises(SettingsError, match="Another server listens"):
            sockets_at(place)
        peer.connect(str(place.path))


def test_a_file_that_is_no_socket_is_left_alone(tmp_path: Path) -> None:
    """It may be worth more than a server."""
    path = tmp_path / "notes.txt"
    path.write_text("precious")
    with pytest.raises(SettingsError, match="is no socket"):
        sockets_at(Place(path=path))
    assert path.read_text() == "precious"


def test_only_the_owner_may_connect_and_nothing_is_left(tmp_path: Path) -> None:
    """Whatever the umask; and the file goes when it is released."""
    place = Place(path=tmp_path / "s.sock")
    assert place.path is not None
    with sockets_at(place)[0]:
        assert stat.S_IMODE(place.path.stat().st_mode) == 0o600
    release(place)
    release(place)
    assert not place.path.exists()


def test_a_certificate_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    """By its name, as is one that is none."""
    rubbish = tmp_path / "cert.pem"
    rubbish.write_text("no certificate")
    for path in (tmp_path / "nowhere.pem", rubbish):
        with pytest.raises(SettingsError, match=path.name):
            tls_context(path, path)
    assert tls_context(None, None) is None
