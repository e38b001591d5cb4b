"""Handles and topics in text that has no space behind them."""

import re

from rtts.text.rules.base import Begins, Match, Rule

__all__ = ["touching"]


def touching(rules: tuple[Rule, ...], topic: str, *, letters: str, keys: str) -> tuple[Rule, ...]:
    """The rules for links, where what follows a name may be the next word.

    `topic` is said for a # in front of `letters`, unless `keys`, a pattern, makes it the name
    of a key.
    """

    def say_topic(match: Match) -> str | None:
        left = match.string[max(match.start() - 1, 0) : match.start()]
        return None if left.isascii() and left.isalnum() else f"{topic} "

    sign = re.compile(rf"#(?!{keys})(?=[{letters}])")
    return (
        *(_ascii(rule) for rule in rules if rule.name != "hashtag"),
        Rule("hashtag", sign, say_topic, Begins.SIGN),
    )


def _ascii(rule: Rule) -> Rule:
    if rule.name != "handle":
        return rule
    return rule._replace(pattern=re.compile(rule.pattern.pattern, re.ASCII))
