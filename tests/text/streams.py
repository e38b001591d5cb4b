"""What the tests of the segmenter share: streams, and tables of texts with their cuts."""

from rtts.text.segment import Segment, Segmenter

__all__ = ["parts_of", "stream", "texts_of"]


def parts_of(table: dict[str, list[str]]) -> list[tuple[str, list[str]]]:
    """Language and sentences of each text of a table, in which "|" is a cut."""
    return [(language, text.split("|")) for language, texts in table.items() for text in texts]


def stream(text: str, size: int, segmenter: Segmenter) -> list[Segment]:
    """The segments of a text that arrives in pieces of one size."""
    pieces = [text[at : at + size] for at in range(0, len(text), size)]
    return [part for piece in pieces for part in segmenter.push(piece)] + segmenter.flush()


def texts_of(segments: list[Segment]) -> list[str]:
    """The texts alone."""
    return [part.text for part in segments]
