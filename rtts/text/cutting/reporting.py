"""Knows the words that tell who said what was just quoted: "Go!" he said.

Behind a quotation a small letter says enough in most languages. It does not where a name comes
first ("Go!" Tom said), where there are no quotes but a dash (— Tu viens ? demanda-t-elle), nor
in scripts that have no small letters (“走吧！”他说). For those the verbs are listed here.
"""

import re
from collections.abc import Iterable
from functools import cache

from rtts.text.cutting.abbreviations import TABLES

__all__ = ["Reporting"]

_VERBS = {
    "en": "added admitted agreed announced answered asked barked began begged bellowed called"
    " chuckled cried declared demanded exclaimed explained gasped grinned groaned growled grumbled"
    " hissed inquired insisted interrupted joked laughed mumbled murmured muttered observed panted"
    " pleaded promised protested remarked repeated replied responded roared said says screamed"
    " shouted sighed smiled snapped snarled sobbed stammered thought told urged wailed warned"
    " whispered wondered yelled",
    "de": "antwortete antworteten befahl bemerkte bettelte brüllte dachte entgegnete erklärte"
    " erwiderte flehte flüsterte fragte fragten fuhr fügte kreischte lachte meinte murmelte"
    " protestierte rief riefen sagt sagte sagten schrie schrien seufzte stammelte stöhnte versetzte"
    " wiederholte wollte",
    "fr": "affirma ai ajouta annonça avoua balbutia chuchota commanda constata cria crie crièrent"
    " déclara demanda demande demandai demandèrent dirent dis dit expliqua fit gémit grogna hurla"
    " insista interrogea lança m'écriai marmonna murmura ordonna répéta répliqua répond répondit"
    " reprit s'écria s'écrie s'enquit s'exclama s'étonna soupira souffla supplia",
    "es": "afirmó agregó añadió balbuceó chilló comentó contestaron contestó dice dije dijeron dijo"
    " exclamó exigió explicó gimió gritaron gritó gruñó insistió interrumpió murmuró musitó ordenó"
    " pensó pidió pregunta preguntaron pregunté preguntó prometió protestó repitió repuso responde"
    " respondió rugió suplicó susurró suspiró",
    "it": "aggiunse balbettò borbottò chiede chiese chiesero chiesi commentò dice disse dissero"
    " dissi domandò esclamò fece gemette gridarono gridò implorò insistette mormorò ordinò pensò"
    " pregò proseguì protestò replicò ribatté rise ripeté rispose risposero sbottò sospirò spiegò"
    " strillò supplicò sussurrò urlò",
    "pt": "acrescentou afirmou balbuciou berrou comentou disse disseram diz exclamou exigiu"
    " explicou gemeu gritaram gritou indagou insistiu interrompeu murmurou ordenou pensou pergunta"
    " perguntaram perguntei perguntou pediu prometeu protestou repetiu replicou respondeu"
    " responderam retrucou sorriu sugeriu suplicou sussurrou suspirou",
    "ru": "бормотал бросил буркнул вздохнул вздохнула возразил возразила воскликнул воскликнула"
    " добавил добавила завопил закричал закричала заметил заметила заявил кивнул крикнул крикнула"
    " объявил ответил ответила ответили повторил подумал подумала поинтересовался попросил"
    " попросила прервал прибавил пробормотал произнёс произнесла прокричал проговорил прошептал"
    " прошептала сказал сказала сказали спросил спросила спросили удивился удивилась уточнил"
    " шепнул шепнула",
}
_NAME_FIRST = frozenset({"en"})
"""Languages that say "Tom said" behind a quotation, not "said Tom" alone."""
_NO_NAMES = TABLES["en"].starters - {"I"}
"""Capitalised words that open a sentence of their own."""
_TITLES = frozenset({"Mr", "Mrs", "Ms", "Dr", "Prof"})
_NAME_WORDS = 3
"""A name has no more words, with its title."""
_WORD = re.compile(r"[^\W\d_][\w'’-]{0,23}")

_NARRATION_CHARS = 9
"""How far behind a quotation its verb is looked for, in scripts of East Asia."""
_NARRATION = re.compile(
    r"[^\W\d_a-zA-Z](?:[\w ]{0,8})"  # letters only, and no mark that ends a clause
)
_CASELESS = re.compile("[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7a3]")
_OWN_SENTENCE = re.compile("[そこ]う")
"""Japanese takes up a quotation in a sentence of its own with these: そう言って…"""
_TOLD = re.compile(
    # Particles that take up a quotation, but not the words that begin like them; verbs, but
    # not that nobody said a word.
    "^(?:と(?!ころ|に|ても|り|も|き)|っ|を|が(?![んま])|の(?!ち)|に(?!も|ほ|わ)|で(?![もはすき])"
    "|なんて|など|だと|だった|です|라고|하고|이라|라며|라는|하며|고 )"
    "|(?<![小听聽传傳据據没沒])[说說](?![话話明服法起完过過])|[问問](?!题|題)"
    "|[说說问問答喊笑骂罵叹嘆]道"
    "|^.{0,4}[喊叫嚷吼骂罵](?!做|作|声|聲)|(?<![有不没沒])回答|答应|解释|低语|嘟囔|嘀咕|补充|感叹"
    "|言っ|言う|言い|言わ(?![ずな])|叫[んび]|尋ね(?![ずな])|聞い|聞き|答え(?![ずなら])"
    "|つぶや|呟|ささや|囁|話し|述べ|思っ|返事"
    "|말했|말하(?!지)|물었|물어|묻(?!지)|대답(?!하지|이 없|도 )|답했"
    "|외쳤|외치|소리쳤|속삭|중얼|덧붙|전했"
)


class Reporting:
    """Finds, for one language, whether a quotation is told on behind its end."""

    def __init__(self, language: str) -> None:
        words = _VERBS.get(language, "").split()
        self._verbs = frozenset(words)
        self._beginnings = _beginnings(language)
        self._name_first = language in _NAME_FIRST

    def follows(self, text: str, at: int, end: int, *, quoted: bool, whole: bool) -> bool | None:
        """Whether words that report what was said begin at `at`.

        `quoted` says that the mark before was within quotes, `whole` that nothing comes
        behind `end`. Returns None where more has to be seen.
        """
        if at == end:
            return False if whole else None
        if _CASELESS.match(text, at, end):
            return _narrates(text, at, end, whole=whole) if quoted else False
        for _ in range(_NAME_WORDS):
            match = _WORD.match(text, at, end)
            if not match:
                return False
            word, cut_short = match[0], match.end() == end and not whole
            if word[0].islower():
                return self._is_verb(word, cut_short=cut_short)
            if not (quoted and self._name_first) or (word in _NO_NAMES and not cut_short):
                return False
            at = match.end()
            at += word in _TITLES and text.startswith(".", at)
            at += text.startswith(" ", at)
            if at >= end:
                return False if whole else None
            if at == match.end():
                return False
        return False

    def _is_verb(self, word: str, *, cut_short: bool) -> bool | None:
        """Whether this is a verb of saying; "dit-il" is, and "m'écriai"."""
        word = word.replace("’", "'")
        if cut_short and word in self._beginnings:
            return None
        return word in self._verbs or word.partition("-")[0] in self._verbs


def _narrates(text: str, at: int, end: int, *, whole: bool) -> bool | None:
    """The same for scripts without small letters: a verb of saying is near."""
    match = _NARRATION.match(text, at, end)
    near = match.end() if match else at
    seen_all = whole or near < end or near - at == _NARRATION_CHARS
    if _OWN_SENTENCE.match(text, at, near):
        return False
    told = _TOLD.search(text[at:near])
    if told and (seen_all or at + told.end() + 3 <= near):  # what it must not be has been seen
        return True
    return False if seen_all else None


@cache
def _beginnings(language: str) -> frozenset[str]:
    """Everything that a verb of saying may begin with."""
    return frozenset(_prefixes(_VERBS.get(language, "").split()))


def _prefixes(words: Iterable[str]) -> Iterable[str]:
    return (word[:length] for word in words for length in range(1, len(word) + 1))
