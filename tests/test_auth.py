"""Who may come in."""

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtts.auth import Keys, check_host, check_origin, load_keys
from rtts.errors import SettingsError

KEY = "a-long-enough-key-for-tests"
OTHER = "another-long-enough-key-to-try"
DIGEST = hashlib.sha256(KEY.encode()).hexdigest()


def write(path: Path, text: str) -> Path:
    """A file that only its owner may read."""
    path.write_text(text)
    path.chmod(0o600)
    return path


def test_no_keys_leave_the_server_open() -> None:
    """Without keys there is nothing to check, and a credential is still nobody's."""
    keys, warnings = load_keys(None)
    assert keys.open
    assert keys.check(KEY) is None
    assert warnings == []


def test_key_opens_and_another_does_not() -> None:
    """A key is known by the start of its hash; anything else is a stranger's."""
    keys, _ = load_keys(None, [KEY, OTHER])
    assert not keys.open
    assert keys.check(KEY) == DIGEST[:8]
    assert keys.check(OTHER) != keys.check(KEY)
    for wrong in ("", KEY[:-1], KEY + " ", KEY.upper(), DIGEST, f"sha256:{DIGEST}"):
        assert keys.check(wrong) is None


def test_file_holds_keys_plain_and_hashed(tmp_path: Path) -> None:
    """A line is a key or its hash; comments and empty lines are none."""
    file = write(tmp_path / "keys", f"# callers\n\n  sha256:{DIGEST.upper()}\n{OTHER}\n")
    keys, warnings = load_keys(file)
    assert keys.check(KEY) == DIGEST[:8]
    assert keys.check(OTHER)
    assert keys.check("# callers") is None
    assert warnings == []


def test_keys_are_never_shown() -> None:
    """Neither the key nor its hash is in what a log would show of the keys."""
    assert repr(load_keys(None, [KEY])[0]) == "<Keys 1>"


def test_readable_file_is_warned_about(tmp_path: Path) -> None:
    """A file that everyone may read still works, with a warning that says what to do."""
    file = write(tmp_path / "keys", KEY)
    file.chmod(0o644)
    keys, warnings = load_keys(file)
    assert keys.check(KEY)
    assert warnings == [f"Everyone on this machine can read the API keys in {file}; chmod 600 it."]


def test_short_key_is_warned_about() -> None:
    """A key that can be guessed is taken, and named by its place alone."""
    keys, warnings = load_keys(None, ["short"])
    assert keys.check("short")
    assert warnings == ["RTTS_API_KEYS: a key of fewer than 16 characters may be guessed."]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (f"{KEY}\nsha256:abc\n", "line 2: behind sha256: there have to be 64 hexadecimal digits"),
        ("two words-secret", "line 1: a key has only printable ASCII characters and no space"),
        ("schlüssel-secret", "line 1: a key has only printable ASCII characters and no space"),
        ("# nothing\n", "There is no key in"),
    ],
)
def test_bad_file_stops_the_start(tmp_path: Path, text: str, sentence: str) -> None:
    """The error says where and what, and shows no key."""
    with pytest.raises(SettingsError, match=sentence) as caught:
        load_keys(write(tmp_path / "keys", text))
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("name", [".", "missing"])
def test_unreadable_file_stops_the_start(tmp_path: Path, name: str) -> None:
    """A file that is not there, or is none, is an error with the system's reason."""
    with pytest.raises(SettingsError, match=r"The API keys cannot be read from .*: .*\."):
        load_keys(tmp_path / name)


def test_binary_file_stops_the_start(tmp_path: Path) -> None:
    """A file of other bytes than UTF-8 is no file of keys."""
    (tmp_path / "keys").write_bytes(b"\xff\xfe")
    with pytest.raises(SettingsError, match="it is not UTF-8"):
        load_keys(tmp_path / "keys")


@given(st.text())
def test_any_credential_is_answered(credential: str) -> None:
    """No credential raises, not even one with lone surrogates."""
    assert Keys([os.urandom(32)]).check(credential + "\ud800") is None


@pytest.mark.parametrize(
    ("host", "allowed", "answer"),
    [
        ("localhost", (), True),
        ("localhost:8765", (), True),
        ("LocalHost.:8765", (), True),
        ("127.0.0.1:8765", (), True),
        ("[::1]:8765", (), True),
        ("192.168.7.9", (), True),
        ("tts.example.com:443", ("tts.example.com",), True),
        ("anything.example", ("*",), True),
        ("evil.example", (), False),
        ("evil.example", ("tts.example.com",), False),
        ("tts.example.com.evil.example", ("tts.example.com",), False),
        ("localhost.evil.example", (), False),
        ("127.0.0.1.evil.example", (), False),
        ("localhost@evil.example", (), False),
        ("localhost, evil.example", (), False),
        ("localhost:80:80", (), False),
        ("localhost:http", (), False),
        ("[::1", (), False),
        ("[:::::]", (), False),
        ("", (), False),
        (".", (), False),
    ],
)
def test_host_is_checked(host: str, allowed: tuple[str, ...], *, answer: bool) -> None:
    """Addresses and localhost cannot be bent; any other name has to be allowed."""
    assert check_host(host, allowed) is answer


@pytest.mark.parametrize(
    ("origin", "allowed", "answer"),
    [
        ("http://localhost:8766", (), True),
        ("https://LOCALHOST", (), True),
        ("http://127.0.0.1:8766", (), False),
        ("https://evil.example", (), False),
        ("https://localhost.evil.example", (), False),
        ("https://localhost@evil.example", (), False),
        ("ftp://localhost", (), False),
        ("localhost", (), False),
        ("null", (), False),
        ("NULL", ("null",), False),
        ("", (), False),
        ("http://", (), False),
        ("https://app.example.com", ("https://app.example.com",), True),
        ("https://app.example.com:443", ("https://app.example.com/",), True),
        ("http://app.example.com", ("https://app.example.com",), False),
        ("https://app.example.com:8443", ("https://app.example.com",), False),
        ("http://localhost:8766", ("https://app.example.com",), False),
        ("null", ("*",), True),
    ],
)
def test_origin_is_checked(origin: str, allowed: tuple[str, ...], *, answer: bool) -> None:
    """Pages of the asked host may come in; with a list, those on it and no others."""
    assert check_origin(origin, "localhost:8765", allowed) is answer


def test_ipv6_pages_reach_their_own_server() -> None:
    """One address in two spellings is one host."""
    assert check_origin("http://[::1]:8766", "[0:0:0:0:0:0:0:1]:8765", ())


@given(st.text(), st.text(), st.lists(st.text(), max_size=2))
def test_any_header_is_answered(origin: str, host: str, allowed: list[str]) -> None:
    """No header raises."""
    assert check_host(host, allowed) in (True, False)
    assert check_origin(origin, host, allowed) in (True, False)
