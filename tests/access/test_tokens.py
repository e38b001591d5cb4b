"""Tokens for pages: made, read, used once; and what an intruder may try with them."""

import base64
import hmac
import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtts.access.tokens import (
    BadToken,
    Token,
    TokenLimits,
    Tokens,
    TokenWish,
    Used,
    UsedInFolder,
    UsedInMemory,
    load_secret,
)
from rtts.errors import RequestError, SettingsError
from rtts.protocol.options import SessionOptions

SECRET = b"the secret of these tests"
NOW = 1_700_000_000.0


def maker(secret: bytes = SECRET, used: Used | None = None, **limits: float) -> Tokens:
    """Who makes and reads tokens."""
    return Tokens(secret, used or UsedInMemory(), **limits)


def made(**wish: Any) -> str:
    """A token as it is written."""
    return maker().make("web", TokenWish(**wish), NOW)[0]


def bad(written: str, now: float = NOW, tokens: Tokens | None = None) -> str:
    """The sentence with which a token is refused."""
    with pytest.raises(BadToken) as caught:
        (tokens or maker()).read(written, now)
    return caught.value.message


def forged(payload: bytes, secret: bytes = SECRET) -> str:
    """A token with any payload, signed as the server does."""
    head = "rt1." + base64.urlsafe_b64encode(payload).rstrip(b"=").decode()
    signature = hmac.digest(secret, head.encode(), "sha256")
    return f"{head}.{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}"


def test_a_token_says_what_was_asked() -> None:
    """Who made it, until when, for which page, with which options and limits."""
    limits = TokenLimits(max_contexts=2, chars_per_minute=600)
    session = {"voice": "amy", "audio": {"codec": "mulaw"}}
    wish = TokenWish(ttl_s=90, origin="https://app.example", session=session, limits=limits)
    written, token = maker().make("web", wish, NOW)
    assert maker().read(written, NOW) == token
    assert (token.key, token.expires_at, token.scope) == ("web", NOW + 90, "speak")
    assert (token.origin, token.session, token.limits) == ("https://app.example", session, limits)


def test_a_token_fits_a_header_a_subprotocol_and_a_url() -> None:
    """Of letters, digits, dots, hyphens and underscores alone, and short without options."""
    written = made()
    assert set(written) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_")
    assert len(written) < 200


def test_a_token_holds_until_its_moment() -> None:
    """By the clock that the caller brings, and not a moment longer."""
    written = made(ttl_s=60)
    assert maker().read(written, NOW + 59.999).key == "web"
    assert "expired" in bad(written, NOW + 60)


def test_a_token_of_longer_life_than_allowed_is_refused() -> None:
    """Whoever signs by himself keeps to the server's limit too; no number is past it."""
    written, _ = maker(max_ttl_s=9000).make("web", TokenWish(ttl_s=9000), NOW)
    assert "longer than 3600 s" in bad(written)
    assert maker().read(written, NOW + 5400).key == "web"
    with pytest.raises(RequestError, match="3600 s at most"):
        made(ttl_s=3601)


@pytest.mark.parametrize(
    "wish",
    [
        {"session": {"voice": 7}},
        {"session": {"speed": 99}},
        {"session": {"colour": "red"}},
        {"session": {"audio": {"codec": "zip"}}},
        {"session": {"instructions": "x" * 2001}},
        {"session": {"lexicon": [{"match": "a" * 60, "say": "b" * 250}] * 20}},
        {"origin": "app.example"},
        {"origin": "null"},
    ],
)
def test_what_no_session_could_have_is_refused(wish: dict[str, Any]) -> None:
    """When the token is made, where somebody reads why."""
    with pytest.raises(RequestError) as caught:
        made(**wish)
    assert caught.value.wire_code == "invalid_value"


def test_another_secret_signs_nothing_here() -> None:
    """A token of another server is a stranger's."""
    assert "no token of this server" in bad(made(), tokens=maker(b"other"))


def test_one_changed_character_spoils_a_token() -> None:
    """Anywhere in it; the spare bits of the last character of the signature are no way round."""
    written = made()
    for at, character in enumerate(written):
        for other in set("ABQaz059-_.") - {character}:
            assert "no token" in bad(written[:at] + other + written[at + 1 :])


@given(st.text())
def test_any_text_is_answered(text: str) -> None:
    """No text raises anything else, with our prefix or without."""
    for written in (text, f"rt1.{text}", f"rt1.{text}.{text}", f"rt1.{text}.{'A' * 43}"):
        assert "no token" in bad(written)


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"\xff",
        b"null",
        b"[]",
        b"{}",
        b'{"n":"","x":1700000030}',
        b'{"n":"../../../../../../../etc/passwd!","x":1700000030}',
        b'{"n":"00000000000000000000000000000000","x":"soon"}',
        b'{"n":"00000000000000000000000000000000","x":1700000030,"c":"everything"}',
        b'{"n":"00000000000000000000000000000000","x":1700000030,"s":[]}',
    ],
)
def test_a_signed_payload_of_another_shape_is_refused(payload: bytes) -> None:
    """Not even the secret's owner gets a path or a scope that is none through."""
    assert "no token" in bad(forged(payload))


def test_a_token_that_never_expires_is_refused() -> None:
    """Infinity and no number are no times."""
    for moment in (b"1e999", b"NaN", b"-1e999"):
        payload = b'{"n":"00000000000000000000000000000000","x":' + moment + b"}"
        assert "token" in bad(forged(payload))


def test_the_signature_is_compared_in_constant_time_before_anything_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of a forged token not a byte is decoded."""
    compared, decoded = [], []
    compare, decode = hmac.compare_digest, msgspec.json.decode

    def compare_and_note(one: str, other: str) -> bool:
        compared.append((one, other))
        return compare(one, other)

    def decode_and_note(*args: Any, **options: Any) -> Any:
        decoded.append(args)
        return decode(*args, **options)

    monkeypatch.setattr("rtts.access.tokens.hmac.compare_digest", compare_and_note)
    monkeypatch.setattr("rtts.access.tokens.msgspec.json.decode", decode_and_note)
    wrong = forged(b"{}", b"other")
    bad(wrong)
    assert [pair[1] for pair in compared] == [wrong.rpartition(".")[2]]
    assert not decoded


# Used once.


@pytest.fixture(params=["memory", "folder"])
def used(request: pytest.FixtureRequest, tmp_path: Path) -> Used:
    """Both kinds of memory, with room for few."""
    return UsedInMemory(8) if request.param == "memory" else UsedInFolder(tmp_path / "used", 8)


def test_a_token_is_used_once(used: Used) -> None:
    """To look at it is no use of it; the second use is refused, as are all later ones."""
    tokens = maker(used=used)
    written, _ = tokens.make("web", TokenWish(), NOW)
    token = tokens.read(written, NOW)
    tokens.use(tokens.read(written, NOW), NOW)
    for _ in range(2):
        with pytest.raises(BadToken, match="used before"):
            tokens.use(token, NOW + 1)


def test_a_full_memory_refuses_rather_than_forgets(used: Used) -> None:
    """Until something has expired; never does a used token pass again."""
    tokens, ttl = maker(used=used), 60.0
    first = [tokens.make("web", TokenWish(ttl_s=ttl), NOW)[1] for _ in range(9)]
    for token in first[:8]:
        tokens.use(token, NOW)
    with pytest.raises(BadToken, match="come back later") as caught:
        tokens.use(first[8], NOW)
    assert caught.value.retry_after > 0
    with pytest.raises(BadToken):
        tokens.use(first[0], NOW + 1)
    later = tokens.make("web", TokenWish(), NOW + ttl + 3)[1]
    tokens.use(later, NOW + ttl + 3)


def test_an_empty_voice_fixes_none() -> None:
    """It is the engine's default one, whatever that is called; nobody could keep to the name ''."""
    wish = TokenWish(session={"voice": "", "speed": 1.5})
    assert maker().make("web", wish, NOW)[1].session == {"speed": 1.5}


def test_a_token_that_is_given_back_is_used_once_more(used: Used) -> None:
    """Its place among the used ones is free again; what was never used is given back in vain."""
    tokens = maker(used=used)
    [*others, token] = [tokens.make("web", TokenWish(), NOW)[1] for _ in range(8)]
    for each in (*others, token):
        tokens.use(each, NOW)
    tokens.give_back(token)
    tokens.give_back(tokens.make("web", TokenWish(), NOW)[1])
    tokens.use(token, NOW)
    with pytest.raises(BadToken):
        tokens.use(token, NOW)
    with pytest.raises(BadToken, match="Too many"):
        tokens.use(tokens.make("web", TokenWish(), NOW)[1], NOW)


def test_the_folder_is_swept(tmp_path: Path) -> None:
    """Files of expired tokens go; what somebody else put there stays."""
    folder = tmp_path / "used"
    tokens = maker(used=UsedInFolder(folder, 4))
    (folder / "notes.txt").write_text("mine")
    for minute in range(6):
        now = NOW + minute * 100
        tokens.use(tokens.make("web", TokenWish(), now)[1], now)
    names = [file.name for file in folder.iterdir()]
    assert len(names) <= 4
    assert "notes.txt" in names


def test_a_folder_that_is_nearly_full_is_counted_in_time(tmp_path: Path) -> None:
    """Who comes to one that another process has filled takes no more than there is room for."""
    one, other = (UsedInFolder(tmp_path / "used", 256) for _ in range(2))
    for number in range(254):
        assert one.claim(f"{number:032x}", NOW + 60, NOW)
    for number in range(254, 256):
        assert other.claim(f"{number:032x}", NOW + 60, NOW)
    with pytest.raises(BadToken, match="Too many"):
        other.claim(f"{256:032x}", NOW + 60, NOW)


def test_the_folder_is_the_server_s_own(tmp_path: Path) -> None:
    """Made with 0700, its files with 0600; one that cannot be made stops the start."""
    folder = tmp_path / "run" / "used"
    used = UsedInFolder(folder)
    used.claim("0" * 32, NOW, NOW)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {file.stat().st_mode & 0o777 for file in folder.iterdir()} == {0o600}
    (tmp_path / "file").touch()
    with pytest.raises(SettingsError, match="cannot be written to"):
        UsedInFolder(tmp_path / "file")


def test_a_folder_that_vanished_lets_nobody_in(tmp_path: Path) -> None:
    """What cannot be noted is not taken."""
    used = UsedInFolder(tmp_path / "used")
    used.claim("0" * 32, NOW, NOW)
    for file in (tmp_path / "used").iterdir():
        file.unlink()
    (tmp_path / "used").rmdir()
    with pytest.raises(BadToken, match="come back later"):
        used.claim("1" * 32, NOW, NOW)


def claims(folder: Path, nonces: list[str]) -> list[str]:
    """The nonces that this process was the first to claim."""
    used = UsedInFolder(folder)
    return [nonce for nonce in nonces if used.claim(nonce, NOW + 60, NOW)]


def test_processes_that_share_a_folder_let_a_token_in_once(tmp_path: Path) -> None:
    """Four claim the same tokens at the same time: each token has one winner."""
    nonces = [f"{number:032x}" for number in range(200)]
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(4, mp_context=spawn) as pool:
        won = list(pool.map(claims, [tmp_path] * 4, [nonces] * 4))
    assert sorted(nonce for each in won for nonce in each) == nonces


# The secret.


def test_a_secret_comes_from_a_file_or_a_variable(tmp_path: Path) -> None:
    """The same text is the same secret; a line's end does not count."""
    file = tmp_path / "secret"
    file.write_text("s" * 32 + "\n")
    assert load_secret(file, "") == load_secret(None, "s" * 32)
    assert load_secret(None, "") is None


@pytest.mark.parametrize("text", ["", "hush", "hush" * 7 + "\n\n\n\n\n\n"])
def test_a_secret_that_can_be_guessed_stops_the_start(tmp_path: Path, text: str) -> None:
    """And is not shown."""
    file = tmp_path / "secret"
    file.write_text(text)
    with pytest.raises(SettingsError, match="32 characters or more") as caught:
        load_secret(file, "")
    assert "hush" not in str(caught.value)


def test_a_secret_that_cannot_be_read_stops_the_start(tmp_path: Path) -> None:
    """With the system's reason."""
    with pytest.raises(SettingsError, match="No such file"):
        load_secret(tmp_path / "none", "")
    (tmp_path / "secret").write_bytes(b"\xff" * 40)
    with pytest.raises(SettingsError, match="not UTF-8"):
        load_secret(tmp_path / "secret", "")


def test_a_token_does_not_fix_what_was_left_null() -> None:
    """No session could have such a voice; a seed that is null is one that nobody may choose."""
    wish = TokenWish(session={"voice": None, "seed": None, "audio": {"rate": None}})
    _, token = maker().make("web", wish, NOW)
    assert token.session == {"seed": None, "audio": {}}


def test_options_of_a_token_are_options_of_a_session() -> None:
    """Whatever may be fixed has a place in the session's options."""
    fixed = msgspec.to_builtins(SessionOptions(voice="amy"))
    written, token = maker().make("web", TokenWish(session=fixed), NOW)
    assert isinstance(maker().read(written, NOW), Token)
    assert token.session == fixed
