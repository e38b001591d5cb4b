/** Words as they are heard: the times that the server gives, against what the player has played. */

import type { ContextEvent } from "../events.ts";
import type { WordTime } from "../protocol.ts";

/** A word that is being heard. */
export interface HeardWord {
  readonly text: string;
  /** Where it is in `context.text`. */
  readonly start: number;
  readonly end: number;
  /** When it is heard, in milliseconds of the context's audio. */
  readonly startMs: number;
  readonly endMs: number;
  /** Which one of the context it is, from 0. */
  readonly index: number;
}

/** A context whose times are listened to. It has to be opened with `timestamps: "word"`. */
export interface Timed {
  on(
    type: "timestamps",
    listener: (event: Extract<ContextEvent, { readonly type: "timestamps" }>) => void,
  ): () => void;
}

/** Calls `tick` again and again until what it returns is called. */
export type Ticker = (tick: () => void) => () => void;

/** Words in the order of their time. */
export class WordTrack {
  readonly #words: HeardWord[] = [];
  #next = 0;

  /** Add words; they come in order. */
  add(items: readonly WordTime[]): void {
    for (const [text, startMs, endMs, start, end] of items) {
      this.#words.push({ text, start, end, startMs, endMs, index: this.#words.length });
    }
  }

  /** The words that have begun by then and were not given before. */
  begunBy(playedMs: number): HeardWord[] {
    const first = this.#next;
    while ((this.#words[this.#next]?.startMs ?? Number.POSITIVE_INFINITY) <= playedMs) {
      this.#next += 1;
    }
    return this.#words.slice(first, this.#next);
  }
}

/**
 * Call the listener with each word when it begins to be heard, in order; none is left out, but
 * those that were never heard. Returns what undoes this; call it when the playback is over.
 *
 * @param ticker What tells the time; each frame that the page draws, if left out.
 */
export function onWord(
  context: Timed,
  player: { played(): number },
  listener: (word: HeardWord) => void,
  ticker: Ticker = everyFrame,
): () => void {
  const track = new WordTrack();
  const forget = context.on("timestamps", ({ unit, items }) => {
    if (unit === "word") track.add(items);
  });
  const stop = ticker(() => {
    const playedMs = player.played();
    if (playedMs > 0) for (const word of track.begunBy(playedMs)) listener(word);
  });
  return () => {
    forget();
    stop();
  };
}

function everyFrame(tick: () => void): () => void {
  let request = requestAnimationFrame(function again() {
    request = requestAnimationFrame(again);
    tick();
  });
  return () => cancelAnimationFrame(request);
}
