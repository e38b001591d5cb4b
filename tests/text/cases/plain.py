"""What stays as it is, to the letter: prose, and words that only look like signs of something."""

from tests.text.cases import en_unseen, ja, ko, zh

__all__ = ["PLAIN"]

PLAIN: dict[str, list[str]] = {
    "de": [
        (
            "Guten Morgen, wie hast du geschlafen? Ich habe heute leider wenig Zeit, aber wir"
            " können gern später reden. Die Art, wie er spricht, mag ich sehr. Am Ende war alles"
            " halb so schlimm: Der Zug kam doch noch, und das Wetter – ein Traum – blieb schön."
            " „So ist das eben“, sagte sie, „man kann nicht alles haben.“"
        ),
    ],
    "en": [
        (
            "I may march on with you, he said, and the sun sat low over the hills. No. That is"
            " what they told us at the time, in so many words; we didn't believe it! A co-op is"
            " owned by its members, isn't it? She can mix a CD, and NASA has an API for that."
            " Well—almost: the rest is history…"
        ),
        "an IV drip",
        "I said no.",
        "He is an MD and has a CV on CD.",
        "She lives in New York, OK?",
        "the U and the X",
        "in the sun. So be it.",
        "the USA, NASA, APIs and PDFs",
        "Vitamin C and plan B",
        "- a bullet — and a dash",
        "rock 'n' roll",
        *en_unseen.PROSE,
    ],
    "es": [
        "La casa está cerca del mar. El sol sale temprano y nadie lo ve.",
        "No sé si vienes o no; dime, por favor, a qué hora sales.",
        "Estudió en la capital. Dom y su hermana viven lejos. ¡Qué bien!",
        "El precio me da igual: lo quiero. Y tú, ¿qué opinas?",
        "Mi vida es así, con sus más y sus menos, y así la quiero.",
    ],
    "fr": [
        (
            "Le soleil se lève lentement sur la vallée, et les oiseaux commencent à chanter."
            " Marie ouvre la fenêtre : l'air est frais, presque froid. « Quelle belle journée ! »"
            " dit-elle à son mari, qui n'a pas encore fini son café. Ils iront peut-être jusqu'au"
            " lac, s'il ne pleut pas. Ou bien ils resteront chez eux, avec un bon livre et le"
            " chat sur les genoux…"
        ),
    ],
    "it": [
        (
            "Il sole sorge lentamente sulla valle, e gli uccelli cominciano a cantare. Maria apre"
            " la finestra: l'aria è fresca, quasi fredda. «Che bella giornata!» dice al marito,"
            " che non ha ancora finito il caffè. I ragazzi andranno forse al lago, se non piove."
            " Oppure resteranno a casa, con un buon libro e il gatto sulle ginocchia…"
        ),
    ],
    "ja": [*ja.PROSE],
    "ko": [*ko.PROSE],
    "pt": [
        "A casa fica perto do mar. O sol sai cedo e ninguém o vê.",
        "Não sei se você vem ou não; diga, por favor, a que horas sai.",
        "Estudou na capital. Ele e a sua irmã moram longe. Que bom!",
        "O preço tanto faz: eu quero. E você, o que acha?",
        "A minha vida é assim, com mais e menos, e assim a quero.",
    ],
    "ru": [
        (
            "Вчера мы долго гуляли по набережной и говорили о книгах. Он сказал, что вернётся к"
            " вечеру, но так и не пришёл. Всё ок. Далее мы дали им. Потом пошёл дождь — сильный,"
            " холодный. Кто-то из них всё-таки остался дома: «Не хочу», — ответил он. И это было"
            " правильно!"
        ),
    ],
    "zh": [*zh.PROSE],
}
