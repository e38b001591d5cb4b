"""Settings: four sources, one result, and no mistake that goes unnoticed."""

from pathlib import Path

import pytest

from rtts.errors import SettingsError
from rtts.settings.settings import Settings
from rtts.settings.sources import load_settings


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
        ('tokens_dir = ""', "tokens_dir in FILE: Expected `Path`, got `str`."),
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
