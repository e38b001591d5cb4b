"""Which pages may call."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtts.access.origins import check_host, check_origin, check_place, same_origin
from rtts.errors import Refused


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
    assert same_origin(origin, host) in (True, False)


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        ("https://app.example", "HTTPS://App.Example:443/", True),
        ("http://app.example:80", "http://app.example", True),
        ("https://app.example", "http://app.example", False),
        ("https://app.example", "https://app.example:8443", False),
        ("https://app.example", "https://app.example.evil.example", False),
        ("null", "null", False),
    ],
)
def test_one_origin_has_several_spellings(one: str, other: str, *, answer: bool) -> None:
    """Case, a last slash and the usual port make no difference; everything else does."""
    assert same_origin(one, other) is answer


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"host": "evil.example"},
        {"host": "localhost, evil.example"},
        {"host": "localhost", "origin": "https://evil.example"},
        {"host": "localhost", "origin": ""},
    ],
)
def test_a_bad_place_is_forbidden(headers: dict[str, str]) -> None:
    """403, and 4403 for a browser, whichever of the two headers is wrong."""
    with pytest.raises(Refused) as refused:
        check_place(headers, (), ())
    assert (refused.value.status, refused.value.close_code) == (403, 4403)


def test_a_good_place_passes() -> None:
    """With a page, and with none."""
    check_place({"host": "localhost:1", "origin": "http://localhost:2"}, (), ())
    check_place({"host": "localhost:1"}, (), ())
