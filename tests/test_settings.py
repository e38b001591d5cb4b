"""Settings: four sources, one result, and no mistake that goes unnoticed."""

from dataclasses import FrozenInstanceError, fields, replace
from pathlib import Path

import msgspec
import pytest

from rtts.errors import SettingsError
from rtts.settings import Settings, describe, load_settings, refuse_open_address, settings_table


def toml(tmp_path: Path, text: str) -> Path:
    """A settings file."""
    path = tmp_path / "rtts.toml"
    path.write_text(text)
    return path


def mistake(tmp_path: Path, flags: dict[str, object], environ: dict[str, str], text: str) -> str:
    """The sentence that settings are refused with; FILE stands for the file."""
    file = toml(tmp_path, text)
    with pytest.raises(SettingsError) as caught:
        load_settings(flags, environ, file)
    return str(caught.value).replace(str(file), "FILE")


def test_defaults_hold_where_nothing_is_said() -> None:
    """No flag, no variable, no file: the defaults, on loopback."""
    settings = load_settings({}, {"HOME": "/root", "PORT": "1"})
    assert settings == Settings()
    assert (settings.host, settings.port, settings.http_port) == ("127.0.0.1", 8765, 8766)


def test_flags_win_over_variables_over_file(tmp_path: Path) -> None:
    """Each setting comes from the highest place that has it."""
    file = toml(tmp_path, 'port = 1\nhttp_port = 2\nengine = "tone"\nmodel = "file"\n')
    environ = {"RTTS_PORT": "11", "RTTS_HTTP_PORT": "12"}
    settings = load_settings({"port": 21, "engine": None}, environ, file)
    assert (settings.port, settings.http_port) == (21, 12)
    assert (settings.engine, settings.model) == ("tone", "file")


def test_every_kind_of_value_is_read_from_a_variable() -> None:
    """Numbers, truth values, paths, lists and tables can all stand in the environment."""
    settings = load_settings(
        {},
        {
            "RTTS_PRELOAD": "true",
            "RTTS_IDLE_TIMEOUT": "1.5",
            "RTTS_SOCKET": "/run/rtts.sock",
            "RTTS_ALLOWED_ORIGINS": "https://a.example, https://b.example",
            "RTTS_ENGINE_OPTIONS": "pace=2, fault=none",
            "RTTS_TLS_CERT": "",
        },
    )
    assert settings.preload is True
    assert settings.idle_timeout == 1.5
    assert settings.socket == Path("/run/rtts.sock")
    assert settings.allowed_origins == ("https://a.example", "https://b.example")
    assert settings.engine_options == {"pace": "2", "fault": "none"}
    assert settings.tls_cert is None


def test_every_kind_of_value_is_read_from_the_file(tmp_path: Path) -> None:
    """The file has TOML's own kinds; options of an engine become text."""
    file = toml(
        tmp_path,
        'preload = true\nidle_timeout = 60\nsocket = "a.sock"\nallowed_hosts = ["x.example"]\n'
        '[engine_options]\npace = 2\nloud = true\nname = "é"\n',
    )
    settings = load_settings({}, {}, file)
    assert (settings.preload, settings.idle_timeout) == (True, 60.0)
    assert settings.socket == Path("a.sock")
    assert settings.engine_options == {"pace": "2", "loud": "true", "name": "é"}


def test_flags_may_be_text_and_repeated() -> None:
    """A flag given as text is read like a variable; a repeated one makes a list or a table."""
    settings = load_settings(
        {
            "port": "9",
            "engine_options": ("pace=2", "url=a=b"),
            "allowed_hosts": ("x.example",),
            "allowed_origins": (),
        },
        {"RTTS_ALLOWED_ORIGINS": "*"},
    )
    assert settings.port == 9
    assert settings.engine_options == {"pace": "2", "url": "a=b"}
    assert settings.allowed_hosts[0] == "x.example"
    assert settings.allowed_origins == ("*",)


@pytest.mark.parametrize(
    ("flags", "environ", "text", "what"),
    [
        ({}, {"RTTS_PRT": "1"}, "", "RTTS_PRT (in the environment); did you mean RTTS_PORT?"),
        ({"prot": 1}, {}, "", "--prot (among the flags); did you mean --port?"),
        ({}, {}, "modle = 1", "modle (in FILE); did you mean model?"),
        ({}, {"RTTS_QQQQ": "1"}, "", "RTTS_QQQQ (in the environment)."),
    ],
)
def test_unknown_name_is_told_with_the_nearest_known(
    tmp_path: Path, flags: dict[str, object], environ: dict[str, str], text: str, what: str
) -> None:
    """A misspelled setting stops the start, wherever it stands."""
    assert mistake(tmp_path, flags, environ, text) == f"There is no setting {what}"


@pytest.mark.parametrize(
    ("environ", "rule"),
    [
        ({"RTTS_PORT": "70000"}, "RTTS_PORT: Expected `int` <= 65535."),
        ({"RTTS_PRELOAD": "maybe"}, "RTTS_PRELOAD: Expected true or false."),
        ({"RTTS_IDLE_TIMEOUT": "nan"}, "RTTS_IDLE_TIMEOUT: Expected `float` >= 0.0."),
        ({"RTTS_IDLE_TIMEOUT": "inf"}, "RTTS_IDLE_TIMEOUT: Expected `float` <= 31536000.0."),
        ({"RTTS_LOG_LEVEL": "x"}, "RTTS_LOG_LEVEL: Expected one of debug, info, warning, error."),
    ],
)
def test_wrong_variable_is_told_with_the_rule(
    tmp_path: Path, environ: dict[str, str], rule: str
) -> None:
    """A value that cannot be stops the start; the sentence names the rule it breaks."""
    assert mistake(tmp_path, {}, environ, "") == rule


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ('port = "8765"', "port in FILE: Expected `int`, got `str`."),
        ("engine_options = 1", "engine_options in FILE: Expected `object`, got `int`."),
        ("engine_options.a = []", "engine_options in FILE: Expected `str`, got `array`."),
        ('api_keys = ["k"]', "api_keys in FILE: keys belong in a file of their own."),
    ],
)
def test_wrong_line_of_the_file_is_told_with_the_rule(tmp_path: Path, text: str, rule: str) -> None:
    """The file has to use the right kinds, and is no place for keys."""
    assert mistake(tmp_path, {}, {}, text) == rule


def test_wrong_flag_is_told_with_the_rule(tmp_path: Path) -> None:
    """A flag is named as it is typed; keys are no flag."""
    assert mistake(tmp_path, {"port": "x"}, {}, "") == "--port: Expected `int`, got `str`."
    options: dict[str, object] = {"engine_options": ("pace",)}
    assert mistake(tmp_path, options, {}, "") == (
        "--engine-option: an option is written as name=value."
    )
    assert mistake(tmp_path, {"api_keys": ("k",)}, {}, "") == (
        "api_keys is no flag, since anyone on a machine can read those; "
        "use RTTS_API_KEYS or --api-keys-file."
    )


def test_mistake_is_found_below_what_overrides_it() -> None:
    """A wrong variable stops the start even where a flag wins over it."""
    with pytest.raises(SettingsError, match="RTTS_PORT"):
        load_settings({"port": 1}, {"RTTS_PORT": "x"})


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
    load_settings({"port": 8765} | flags, {})


@pytest.mark.parametrize("text", ["port =", "\x00", "port = 1\nport = 2"])
def test_broken_file_stops_the_start(tmp_path: Path, text: str) -> None:
    """A file that is not TOML is an error that names the file."""
    file = toml(tmp_path, text)
    with pytest.raises(SettingsError, match=f"The settings file {file} is not TOML"):
        load_settings({}, {}, file)


def test_missing_file_stops_the_start(tmp_path: Path) -> None:
    """A settings file that was named has to be there."""
    with pytest.raises(SettingsError, match=r"cannot be read: No such file or directory\."):
        load_settings({}, {}, tmp_path / "nothing.toml")


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
        {"engine_options": ("api_token=hush", "pace=2")},
        {"RTTS_API_KEYS": "hush,hush-hush", "RTTS_TOKEN_SECRET": "hush-hush-hush"},
    )
    assert settings.api_keys == ("hush", "hush-hush")
    shown = describe(settings)
    assert (shown["api_keys"], shown["token_secret"]) == (2, True)
    assert shown["engine_options"] == {"api_token": "…", "pace": "2"}
    assert "hush" not in f"{shown} {replace(settings, engine_options={})}"


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


def test_table_has_every_setting_in_words() -> None:
    """Each setting has a flag or a reason for none, a variable, a kind, and a sentence."""
    rows = {row.name: row for row in settings_table()}
    assert list(rows) == [each.name for each in fields(Settings)]
    assert all(row.doc.endswith(".") for row in rows.values())
    assert [name for name, row in rows.items() if row.flag is None] == ["api_keys", "token_secret"]
    assert {row.kind for row in rows.values()} == {bool, int, float, str, Path, tuple, dict}
    assert rows["allowed_hosts"][1:5] == ("--allowed-host", "RTTS_ALLOWED_HOSTS", tuple, ())
    assert rows["engine_options"][1:5] == ("--engine-option", "RTTS_ENGINE_OPTIONS", dict, {})
    assert rows["http_port"][1:5] == ("--http-port", "RTTS_HTTP_PORT", int, 8766)
