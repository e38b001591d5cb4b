"""Languages have the codes that the house uses."""

from rtts.engines.qwen.languages import by_code
from rtts.text.codes import LANGUAGES


def test_names_become_codes() -> None:
    """A dialect is no language, and a name that nobody knows is left out."""
    names = ["english", "chinese", "beijing_dialect", "klingon"]
    assert by_code(names) == {"en": "english", "zh": "chinese"}


def test_what_the_published_models_speak_is_known_to_the_house() -> None:
    """The ten languages of the published checkpoints are ten codes that text is told by."""
    names = "chinese english german italian portuguese spanish japanese korean french russian"
    codes = by_code(names.split())
    assert len(codes) == 10
    assert set(codes) <= set(LANGUAGES)
