"""Sentences whose stops, commas and brackets stay where they belong to the sentence.

The stop of an abbreviation stays where it ends the sentence too, and only there.
"""

__all__ = ["ENDS"]

ENDS: dict[str, list[tuple[str, str]]] = {
    "de": [
        ("Obst usw. Dann Kaffee.", "Obst und so weiter. Dann Kaffee."),
        ("Obst usw.", "Obst und so weiter."),
        ("Obst usw., dann Kaffee.", "Obst und so weiter, dann Kaffee."),
        ("Am 3.5.", "Am dritten Mai."),
        ("Am 3.5. regnet es.", "Am dritten Mai regnet es."),
        ("Treffen am 3. Danach Essen.", "Treffen am dritten. Danach Essen."),
        ("Ich nehme 5. Danach gehen wir.", "Ich nehme fünf. Danach gehen wir."),
        ("Es dauert 5 Min.", "Es dauert fünf Minuten."),
        ("Es dauert 5 Min. länger.", "Es dauert fünf Minuten länger."),
        ("Das sind 5 km.", "Das sind fünf Kilometer."),
    ],
    "en": [
        ("at 5 p.m.", "at five P M."),
        ("at 5 p.m. on Monday", "at five P M on Monday"),
        ("We met at 5 p.m. Please call.", "We met at five P M. Please call."),
        ("We met at 5 p.m. Monday.", "We met at five P M Monday."),
        ("(until 5 p.m.)", "(until five P M.)"),
        ("pens, etc.", "pens, et cetera."),
        ("on Main St.", "on Main Street."),
        ("It weighs 8 oz. Then I ate it.", "It weighs eight ounces. Then I ate it."),
        ("It has 8 oz. of gold.", "It has eight ounces of gold."),
        ("Prices rose in 1984.", "Prices rose in nineteen eighty-four."),
        ("We ran 5 km. 3 of us won.", "We ran five kilometers. three of us won."),
        ("I-405 S. toward SR-520 E.", "I four oh five South toward S R five twenty East."),
        ("1. Open it\n2. Close it", "one. Open it\ntwo. Close it"),
    ],
    "es": [
        ("Llega a las 5 p. m. El tren sale.", "Llega a las cinco de la tarde. El tren sale."),
        ("Llega a las 5 p. m. el tren.", "Llega a las cinco de la tarde el tren."),
        ("Vive en EE. UU.", "Vive en Estados Unidos."),
        ("Pan, vino, etc. Y queso.", "Pan, vino, etcétera. Y queso."),
        ("Son 5 km.", "Son cinco kilómetros."),
    ],
    "fr": [
        ("C'est la p. 12. Puis", "C'est la page douze. Puis"),
        ("du pain, etc. Puis", "du pain, et cetera. Puis"),
        ("du pain, etc. et du vin", "du pain, et cetera et du vin"),
        ("du pain, etc.", "du pain, et cetera."),
        ("Il a 5 ans.", "Il a cinq ans."),
        ("à 15h30.", "à quinze heures trente."),
        ("(12 €)", "(douze euros)"),
        ("12,", "douze,"),
    ],
    "it": [
        ("È a pag. 12. Poi", "È a pagina dodici. Poi"),
        ("pane, ecc. Poi", "pane, eccetera. Poi"),
        ("pane, ecc. e vino", "pane, eccetera e vino"),
        ("pane, ecc.", "pane, eccetera."),
        ("Ha 5 anni.", "Ha cinque anni."),
        ("alle 15:30.", "alle quindici e trenta."),
        ("(12 €)", "(dodici euro)"),
        ("Dura 30 min. Poi", "Dura trenta minuti. Poi"),
        ("l'8,", "l'otto,"),
    ],
    "pt": [
        ("Chega às 5 p.m. O trem sai.", "Chega às cinco da tarde. O trem sai."),
        ("Chega às 5 p.m. de trem.", "Chega às cinco da tarde de trem."),
        ("É da Silva Ltda.", "É da Silva limitada."),
        ("Pão, vinho etc. E queijo.", "Pão, vinho etcétera. E queijo."),
        ("São 5 km.", "São cinco quilômetros."),
    ],
    "ru": [
        (
            "Это было в 2024 г. Потом стало легче.",
            "Это было в две тысячи двадцать четвёртом году. Потом стало легче.",
        ),
        ("Он заплатил 5 руб.", "Он заплатил пять рублей."),
        ("Он заплатил 5 руб. за чай.", "Он заплатил пять рублей за чай."),
        ("Были яблоки, груши и т. д.", "Были яблоки, груши и так далее."),
    ],
    "zh": [
        ("at 3 p.m.", "at 下午三点."),
        ("3 p.m. 开会", "下午三点 开会"),
    ],
}
