"""Settings: what they may be, each and all together, and what is shown of them."""

from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import msgspec
import pytest

from rtts.errors import SettingsError
from rtts.settings.settings import Settings, describe, refuse_open_address
from rtts.settings.sources import load_settings


@pytest.mark.parametrize(
    ("flags", "sentence"),
    [
        ({"tls_cert": "c.pem"}, "tls_cert is set and tls_key is not; TLS needs both."),
        ({"tls_key": "k.pem"}, "tls_key is set and tls_cert is not; TLS needs both."),
        ({"http_port": 8765}, "The HTTP port needs another place than the WebSocket port."),
        ({"socket": "s", "http_socket": "s"}, "The HTTP port needs another place"),
        ({"max_text_chars": 30_000}, r"max_buffer_chars \(20000\) is less than max_text_chars"),
        ({"metrics_host": "::1"}, "metrics_host is set and metrics_port is not; it needs a port."),
        ({"metrics_port": 8766}, "The metrics port needs another place than the other two."),
        ({"metrics_port": 8765, "http": False}, "The metrics port needs another place"),
        ({"token_ttl_s": 4000}, r"token_ttl_s \(4000\) is more than token_max_ttl_s \(3600\)"),
        ({"allowed_origins": ["a.example"]}, "a.example is no origin; write https://a.example"),
    ],
)
def test_settings_that_contradict_each_other_are_refused(
    flags: dict[str, object], sentence: str
) -> None:
    """Rules between settings are checked on the result."""
    with pytest.raises(SettingsError, match=sentence):
        load_settings(flags, {})


@pytest.mark.parametrize(
    "flags",
    [{"port": 0, "http_port": 0}, {"http_port": 8765, "http": False}, {"http_host": "::1"}],
)
def test_settings_that_only_look_alike_are_taken(flags: dict[str, object]) -> None:
    """Two free ports, a port that is switched off, and another address do not clash."""
    settings = load_settings({"port": 8765} | flags, {})
    assert {name: getattr(settings, name) for name in flags} == flags


def test_settings_are_checked_at_birth_and_frozen() -> None:
    """Settings made by hand keep the same rules, and nobody changes them later."""
    with pytest.raises(SettingsError, match=r"port: Expected `int` >= 0\."):
        Settings(port=-1)
    with pytest.raises(FrozenInstanceError):
        Settings().port = 1  # type: ignore[misc]


def test_http_port_follows_the_host() -> None:
    """Unless it has its own, the HTTP port listens where the WebSocket port does."""
    assert Settings(host="::1").http_host == "::1"
    assert Settings(host="::1", http_host="localhost").http_host == "localhost"


def test_metrics_port_follows_the_http_port() -> None:
    """Unless it has its own address, it listens where the HTTP port does; `0` is a port."""
    assert Settings(http_host="::1", metrics_port=0).metrics_host == "::1"
    assert load_settings({"metrics_port": "9", "metrics_host": "::1"}, {}).metrics_host == "::1"
    assert Settings().metrics_port is None
    assert load_settings({}, {"RTTS_METRICS_PORT": ""}).metrics_port is None
    assert load_settings({}, {"RTTS_METRICS_PORT": "0"}).metrics_port == 0


def test_a_secret_is_given_once() -> None:
    """Of a file and a variable it would not be known which one counts."""
    given = {"RTTS_TOKEN_SECRET": "x" * 32, "RTTS_TOKEN_SECRET_FILE": "secret"}
    with pytest.raises(SettingsError, match="are both set"):
        load_settings({}, given)


def test_server_answers_to_the_names_it_listens_on() -> None:
    """The names it is bound to are added to the allowed ones."""
    settings = Settings(host="a.example", allowed_hosts=("b.example",))
    assert settings.allowed_hosts == ("b.example", "a.example")


def test_credentials_are_never_shown() -> None:
    """Neither the line at start nor the repr holds a key, or an option that looks like one."""
    settings = load_settings(
        {"engine_options": ("api_token=hush", "HUB_KEY=hush", "pace=2")},
        {"RTTS_API_KEYS": "hush,hush-hush", "RTTS_TOKEN_SECRET": "hush-hush-hush"},
    )
    assert settings.api_keys == ("hush", "hush-hush")
    shown = describe(settings)
    assert (shown["api_keys"], shown["token_secret"]) == (2, True)
    assert shown["engine_options"] == {"api_token": "…", "HUB_KEY": "…", "pace": "2"}
    assert "hush" not in f"{shown} {settings}"


def test_description_is_json() -> None:
    """Every setting is shown, in kinds that JSON has."""
    shown = msgspec.json.decode(msgspec.json.encode(describe(Settings(socket=Path("a.sock")))))
    assert list(shown) == [each.name for each in fields(Settings)]
    assert shown["socket"] == "a.sock"


OPEN = ["0.0.0.0", "::", "192.168.1.2", "tts.example.com"]
CLOSED = ["127.0.0.1", "127.0.0.9", "::1", "[::1]", "localhost"]


@pytest.mark.parametrize("host", OPEN)
def test_open_address_without_keys_is_refused(host: str) -> None:
    """Strangers may not reach a server that asks for no key, on either port."""
    with pytest.raises(SettingsError, match=f"Whoever reaches {host}"):
        refuse_open_address(Settings(host=host))
    with pytest.raises(SettingsError, match=f"Whoever reaches {host}"):
        refuse_open_address(Settings(http_host=host))


@pytest.mark.parametrize("host", CLOSED)
def test_loopback_needs_no_keys(host: str) -> None:
    """The machine's own users may come in as they are."""
    refuse_open_address(Settings(host=host))


def test_open_address_is_taken_when_it_is_meant() -> None:
    """Keys, a file of keys, or the word of whoever starts it open any address."""
    refuse_open_address(Settings(host="::", api_keys=("k",)))
    refuse_open_address(Settings(host="::", api_keys_file=Path("keys")))
    refuse_open_address(Settings(host="::", allow_open=True))


def test_address_that_is_not_used_is_not_refused() -> None:
    """A Unix socket in place of a port, or no HTTP port, reaches nobody."""
    refuse_open_address(Settings(host="::", socket=Path("s"), http=False))
    refuse_open_address(Settings(host="::", socket=Path("s"), http_socket=Path("h")))
