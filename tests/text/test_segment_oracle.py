"""Another segmenter agrees: pysbd, where it is right, which is on plain sentences."""

import pytest

from rtts.text.segment import segment

pysbd = pytest.importorskip("pysbd")

PLAIN = {
    "en": [
        "The train leaves at noon. Please be on time! Do you have your ticket? I do.",
        "My name is Dr. Smith. I live in London. It rains a lot here.",
        "Version 2.0 costs $3.50. That is cheap. Visit www.example.com today.",
        "J. R. R. Tolkien wrote it in 1937. Many people read it. They still do.",
        "She works at 5 p.m. on Mondays. He works from home. They rarely meet.",
        "Is it ready? Not yet. It will take an hour, e.g. until three.",
    ],
    "de": [
        "Der Zug fährt um zwölf Uhr ab. Bitte seien Sie pünktlich! Haben Sie eine Karte? Ja.",
        "Ich heiße Dr. Weber. Ich wohne in Berlin. Hier regnet es oft.",
        "Das kostet 3,50 Euro. Das ist billig. Wir nehmen z.B. zwei davon.",
    ],
    "fr": [
        "Le train part à midi. Soyez à l'heure ! Avez-vous un billet ? Oui.",
        "Je vis à Paris. Il pleut souvent. Cela coûte 3,50 euros.",
    ],
    "es": [
        "El tren sale a las doce. ¡Sea puntual! ¿Tiene billete? Sí.",
        "Me gusta el mar. Vivo en Madrid. Aquí llueve poco.",
    ],
    "it": [
        "Il treno parte a mezzogiorno. Sia puntuale! Ha il biglietto? Sì.",
        "Vivo a Roma. Qui piove poco. Costa 3,50 euro.",
    ],
    "ru": [
        "Поезд уходит в полдень. Не опаздывайте! У вас есть билет? Да.",
        "Я живу в Москве. Здесь часто идёт снег. Это стоит 3,50 рубля.",
    ],
    "zh": ["火车中午开。请准时到！您有票吗？有。", "我住在北京。这里很少下雨。价格是3.5元。"],
    "ja": ["電車は正午に出ます。遅れないでください！切符はありますか？はい。"],
}
CASES = [(language, text) for language, texts in PLAIN.items() for text in texts]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("language", "text"), CASES)
def test_pysbd_cuts_plain_sentences_alike(language: str, text: str) -> None:
    """Both find the same sentences."""
    theirs = [
        part.strip() for part in pysbd.Segmenter(language=language, clean=False).segment(text)
    ]
    assert [part.strip() for part in segment(text, language)] == theirs
