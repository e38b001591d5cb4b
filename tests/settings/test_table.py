"""Settings as people meet them."""

from dataclasses import fields
from pathlib import Path

from rtts.settings.settings import Settings
from rtts.settings.table import settings_table


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
