"""API keys: as they are written, and whom they let in."""

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtts.access.keys import ALL_SCOPES, Key, KeyLimits, Keys, load_keys
from rtts.errors import SettingsError

KEY = "a-long-enough-key-for-tests"
OTHER = "another-long-enough-key-to-try"
DIGEST = hashlib.sha256(KEY.encode()).hexdigest()


def write(path: Path, text: str) -> Path:
    """A file that only its owner may read."""
    path.write_text(text)
    path.chmod(0o600)
    return path


def name_of(keys: Keys, credential: str) -> str | None:
    """The name of the key that a credential is."""
    key = keys.find(credential)
    return None if key is None else key.name


def test_no_keys_leave_the_server_open() -> None:
    """Without keys there is nothing to check, and a credential is still nobody's."""
    keys, warnings = load_keys(None)
    assert keys.open
    assert keys.find(KEY) is None
    assert warnings == []


def test_key_opens_and_another_does_not() -> None:
    """A key is known by the start of its hash; anything else is a stranger's."""
    keys, _ = load_keys(None, [KEY, OTHER])
    assert not keys.open
    assert name_of(keys, KEY) == DIGEST[:8]
    assert name_of(keys, OTHER) != name_of(keys, KEY)
    for wrong in ("", KEY[:-1], KEY + " ", KEY.upper(), DIGEST, f"sha256:{DIGEST}"):
        assert keys.find(wrong) is None


def test_file_holds_keys_plain_and_hashed(tmp_path: Path) -> None:
    """A line is a key or its hash; comments and empty lines are none."""
    file = write(tmp_path / "keys", f"# callers\n\n  sha256:{DIGEST.upper()}\n{OTHER}\n")
    keys, warnings = load_keys(file)
    assert name_of(keys, KEY) == DIGEST[:8]
    assert keys.find(OTHER)
    assert keys.find("# callers") is None
    assert warnings == []


def test_keys_are_never_shown() -> None:
    """Neither the key nor its hash is in what a log would show of the keys."""
    assert repr(load_keys(None, [KEY])[0]) == "<Keys 1>"


def test_readable_file_is_warned_about(tmp_path: Path) -> None:
    """A file that everyone may read still works, with a warning that says what to do."""
    file = write(tmp_path / "keys", KEY)
    file.chmod(0o644)
    keys, warnings = load_keys(file)
    assert keys.find(KEY)
    assert warnings == [f"Everyone on this machine can read the API keys in {file}; chmod 600 it."]


def test_short_key_is_warned_about() -> None:
    """A key that can be guessed is taken, and named by its place alone."""
    keys, warnings = load_keys(None, ["short"])
    assert keys.find("short")
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
    assert Keys([Key("one", os.urandom(32))]).find(credential + "\ud800") is None


def table(path: Path, text: str) -> Path:
    """A file of keys with names."""
    return write(path / "keys.toml", text)


def test_file_of_tables_has_names_scopes_and_limits(tmp_path: Path) -> None:
    """Plain or hashed; what is left out is `speak`, and as much as the server has."""
    file = table(
        tmp_path,
        f"""
        [[key]]
        name = "phone"
        key = "{KEY}"
        scopes = ["speak", "tokens"]
        max_sessions = 20
        max_contexts = 40
        chars_per_minute = 6000

        [[key]]
        name = "web"
        sha256 = "{hashlib.sha256(OTHER.encode()).hexdigest()}"
        """,
    )
    keys, warnings = load_keys(file)
    phone, web = keys.find(KEY), keys.find(OTHER)
    assert phone is not None
    assert web is not None
    assert (phone.name, phone.limits) == ("phone", KeyLimits(20, 40, 6000))
    assert phone.allows("tokens")
    assert not phone.allows("metrics")
    assert (web.name, sorted(web.scopes), web.limits) == ("web", ["speak"], KeyLimits())
    assert keys.named("web") is web
    assert keys.named("nobody") is None
    assert warnings == []


def test_scopes_of_a_key() -> None:
    """`admin` is good for all; a key of the plain form too; others for what they list."""
    digest = bytes(32)
    admin, reader = Key("a", digest, frozenset({"admin"})), Key("b", digest, frozenset({"metrics"}))
    [plain] = load_keys(None, [KEY])[0].all
    for scope in ALL_SCOPES:
        assert admin.allows(scope)
        assert plain.allows(scope)
        assert reader.allows(scope) is (scope == "metrics")


SECRET = "hush-hush-hush-hush"
ONE = f'[[key]]\nname = "a"\nkey = "{SECRET}"\n'


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "There is no key in"),
        ("[[key]]\nname = 'a'\n", "key a: it needs either key or sha256"),
        (ONE + f"sha256 = '{'0' * 64}'\n", "key a: it needs either key or sha256"),
        ("[[key]]\nname = 'a'\nsha256 = 'hush'\n", "there have to be 64 hexadecimal digits"),
        (ONE.replace(SECRET, f"{SECRET} x"), "key a: a key has only printable ASCII"),
        (f"[[key]]\nkey = '{SECRET}'\n", "missing required field `name`"),
        (f"[[key]]\nname = '{SECRET} x'\nkey = 'k'\n", "a name has 1 to 64 letters"),
        (ONE + f"scopes = ['{SECRET}']\n", "a scope is one of admin, metrics, speak, tokens"),
        (ONE + f"{SECRET} = 1\n", "a field that nobody knows; there are name, key, sha256"),
        (ONE + "max_sessions = 0\n", r"key\[0\].max_sessions: .* >= 1"),
        (ONE + "chars_per_minute = 'many'\n", r"key\[0\].chars_per_minute: Expected `int"),
        (ONE + f"{SECRET}\n", "is not TOML: it cannot be read at line 4"),
        (ONE + f'[[key]]\nname = "a"\nkey = "{SECRET}-2"\n', "Two API keys have the name a"),
        (ONE + f'[[key]]\nname = "b"\nkey = "{SECRET}"\n', "a and b are the same API key"),
    ],
)
def test_bad_table_stops_the_start(tmp_path: Path, text: str, sentence: str) -> None:
    """The error says where and what, and shows no key wherever somebody wrote one."""
    with pytest.raises(SettingsError, match=sentence) as caught:
        load_keys(table(tmp_path, text))
    assert "hush" not in str(caught.value)


@pytest.mark.parametrize(
    ("limits", "share", "part"),
    [
        (KeyLimits(), 4, KeyLimits()),
        (KeyLimits(8, 16, 3000), 2, KeyLimits(4, 8, 1500)),
        (KeyLimits(1, None, 1001), 4, KeyLimits(1, None, 251)),
    ],
)
def test_limits_are_parted(limits: KeyLimits, share: int, part: KeyLimits) -> None:
    """Rounded up, so that nothing becomes impossible; what has no limit gets none."""
    assert limits.part(share) == part


def test_the_same_plain_key_twice_is_one(tmp_path: Path) -> None:
    """In the file and in the environment, it has the same rights."""
    keys, _ = load_keys(write(tmp_path / "keys", f"{KEY}\n{KEY}\n"), [KEY])
    assert len(keys.all) == 1


def test_of_keys_with_the_same_digest_the_first_counts() -> None:
    """Its name is what a caller goes by."""
    digest = hashlib.sha256(b"the-same-key-twice").digest()
    keys = Keys([Key("first", digest), Key("second", digest)])
    found = keys.find("the-same-key-twice")
    assert found is not None
    assert (found.name, len(keys.all)) == ("first", 1)


def test_a_listed_key_with_narrower_rights_in_the_file_is_refused(tmp_path: Path) -> None:
    """Else one of the two would hold by chance."""
    with pytest.raises(SettingsError, match="are the same API key"):
        load_keys(table(tmp_path, ONE), [SECRET])


def test_every_digest_is_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    """In constant time, and none is left out after a match: time tells nothing of the place."""
    compared = []
    keys, _ = load_keys(None, [f"{KEY}-{number}" for number in range(5)])

    def compare(one: bytes, other: bytes) -> bool:
        compared.append(other)
        return one == other

    monkeypatch.setattr("rtts.access.keys.hmac.compare_digest", compare)
    for credential in (f"{KEY}-0", f"{KEY}-4", "wrong"):
        keys.find(credential)
    assert compared == [key.digest for key in keys.all] * 3
