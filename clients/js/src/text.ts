/**
 * JavaScript's text and the wire's: the one counts UTF-16 units, the other code points.
 *
 * Nearly all text is the same in both. A character beyond the BMP (an emoji, a rare ideograph)
 * takes two units, which a stream of tokens may even cut apart.
 */

const HIGH_SURROGATE_AT_END = /[\uD800-\uDBFF]$/;
const LONE_SURROGATE = /\p{Surrogate}/gu;
const BEYOND_BMP = /[\u{10000}-\u{10FFFF}]/gu;

/** The text that was sent, and where in it each offset of the wire is. Grows only. */
export class SentText {
  #text = "";
  /** Where the characters of two units are, in code points. */
  readonly #wide: number[] = [];

  toString(): string {
    return this.#text;
  }

  /** Its length in code points, as the server counts it. */
  get codePoints(): number {
    return this.#text.length - this.#wide.length;
  }

  /** Add a piece, which begins and ends between characters. */
  append(piece: string): void {
    const before = this.#text.length;
    for (const { index } of piece.matchAll(BEYOND_BMP)) {
      this.#wide.push(before + index - this.#wide.length);
    }
    this.#text += piece;
  }

  /** The offset in UTF-16 units, for one in code points. */
  toUtf16(codePoints: number): number {
    return codePoints + countBelow(this.#wide, (wide) => wide < codePoints);
  }

  /** The offset in code points, for one in UTF-16 units; inside a pair it is that of the pair. */
  toCodePoints(units: number): number {
    return units - countBelow(this.#wide, (wide, index) => wide + index < units);
  }

  /** The text from an offset in code points on. */
  from(codePoints: number): string {
    return this.#text.slice(this.toUtf16(codePoints));
  }
}

/** How many of the sorted numbers are below a bound. */
function countBelow(
  sorted: readonly number[],
  isBelow: (value: number, index: number) => boolean,
): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBelow(sorted[middle] ?? 0, middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Makes whole characters of pieces that may be cut inside one. */
export class WholeCharacters {
  #held = "";

  /** The piece with what was held before it, without half a pair at its end. */
  push(piece: string): string {
    const text = this.#held + piece;
    this.#held = HIGH_SURROGATE_AT_END.exec(text)?.[0] ?? "";
    return wellFormed(text.slice(0, text.length - this.#held.length));
  }

  /** What is left when nothing follows: half a pair is no character, and is replaced by one. */
  end(): string {
    const rest = wellFormed(this.#held);
    this.#held = "";
    return rest;
  }
}

/** Replaces each half of a pair that has no other half by U+FFFD, of the same length. */
function wellFormed(text: string): string {
  return text.replace(LONE_SURROGATE, "\uFFFD");
}

/**
 * The text in pieces of at most `limit` units, parted behind a space if possible.
 *
 * Between two messages a server may put a space that the sender seems to have dropped; behind a
 * space it never does.
 */
export function piecesOf(text: string, limit: number): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > limit) {
    let cut = rest.lastIndexOf(" ", limit - 1) + 1 || limit;
    if (HIGH_SURROGATE_AT_END.test(rest.slice(0, cut))) cut = cut > 1 ? cut - 1 : cut + 1;
    pieces.push(rest.slice(0, cut));
    rest = rest.slice(cut);
  }
  return rest ? [...pieces, rest] : pieces;
}
