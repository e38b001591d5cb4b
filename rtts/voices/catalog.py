"""What an engine offers, asked in the words of a client."""

from typing import TYPE_CHECKING

from msgspec.structs import replace

from rtts.engines.base import EngineInfo
from rtts.errors import RequestError
from rtts.protocol.options import SessionOptions
from rtts.text.codes import LANGUAGES as DETECTED
from rtts.voices.languages import language_code, match_language

if TYPE_CHECKING:
    from rtts.text.language import LanguageTracker

__all__ = ["Catalog"]


class Catalog:
    """The voices and languages of one engine."""

    def __init__(self, engine: EngineInfo) -> None:
        self._engine = engine
        self._voices = {voice.id: voice for voice in engine.voices}

    def settle(self, options: SessionOptions) -> SessionOptions:
        """The options with the engine's default voice, where none is named."""
        return options if options.voice else replace(options, voice=self._engine.default_voice)

    def check(self, options: SessionOptions) -> None:
        """Raises RequestError for what the engine cannot do."""
        if not self._has_voice(options.voice):
            raise RequestError(
                "invalid_value",
                f"The engine {self._engine.name} has no voice of that name; "
                f"GET /v1/voices on the HTTP port lists its {len(self._voices)} voices.",
                param="session.voice",
            )
        if options.language != "auto" and self._match(options.language) is None:
            raise RequestError(
                "invalid_value",
                f"The engine {self._engine.name} does not speak that language; "
                f"use auto, or a code such as {', '.join(self._engine.languages[:5])}.",
                param="session.language",
            )

    def language(self, options: SessionOptions) -> str:
        """The language to speak: as asked, else the voice's own."""
        if options.language != "auto":
            return self._match(options.language) or self._engine.languages[0]
        voice = self._voices.get(options.voice.partition("+")[0])
        if voice is None or not voice.languages:
            return self._engine.languages[0]
        return voice.languages[0]

    def candidates(self, options: SessionOptions) -> dict[str, str]:
        """The languages to tell apart, by their two-letter codes; the values are the engine's.

        None where one was asked for. A voice that somebody chose speaks its own languages; the
        engine's default voice, which nobody need have chosen, all that the engine speaks.
        """
        if options.language != "auto":
            return {}
        own = self.language(options)
        known = self._engine.languages
        voice = self._voices.get(options.voice.partition("+")[0])
        if voice is not None and voice.languages and voice.id != self._engine.default_voice:
            known = voice.languages
        # Of several regions the voice's own.
        codes = {
            code: match_language(code, [own]) or match_language(code, known) for code in DETECTED
        }
        return {code: name for code, name in codes.items() if name is not None}

    def tracker(self, options: SessionOptions) -> "LanguageTracker":
        """Who follows the language of a text that is spoken with these options."""
        from rtts.text.language import LanguageTracker  # for a server that waits for its first

        return LanguageTracker(self.language(options), self.candidates(options))

    def _has_voice(self, name: str) -> bool:
        base, plus, variant = name.partition("+")
        if base not in self._voices:
            return False
        return not plus or variant in self._engine.voice_variants

    def _match(self, language: str) -> str | None:
        code = language_code(language)
        return None if code is None else match_language(code, self._engine.languages)
