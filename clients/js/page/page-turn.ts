/** The record of one turn: what was sent, and when each segment reached which stage. */

import type { Context } from "../src/index.ts";
import type { Player } from "../src/web/index.ts";

/** One segment. Times in milliseconds since the turn began; undefined for what has not come. */
export interface Segment {
  readonly number: number;
  /** Where in the text it is; `end` is the text's while the segment is still being written. */
  readonly start: number;
  end: number | undefined;
  /** Where in the turn's audio it begins, in milliseconds. */
  readonly audioMs: number;
  readonly sentAt: number;
  readonly begunAt: number;
  frameAt: number | undefined;
  soundAt: number | undefined;
  doneAt: number | undefined;
  /** Length of its audio, in milliseconds. */
  lengthMs: number;
}

/** Watches a context from its first piece of text to its last sound. */
export class Turn {
  readonly context: Context;
  readonly segments: Segment[] = [];
  /** What was sent. */
  text = "";
  /** Milliseconds since the turn began. */
  frameAt: number | undefined;
  soundAt: number | undefined;
  /** Milliseconds from the first text to the first frame, as the server saw it. */
  serverMs: number | undefined;
  readonly #begunAt: number;
  readonly #sent: { readonly length: number; readonly at: number }[] = [];
  readonly #undo: (() => void)[];

  /** @param speak Makes the context of the pieces that it is given. */
  constructor(
    pieces: Iterable<string> | AsyncIterable<string>,
    speak: (pieces: AsyncIterable<string>) => Context,
    player: Player,
  ) {
    this.#begunAt = performance.now();
    const context = speak(this.#watched(pieces));
    this.context = context;
    this.#undo = [
      context.on("segment", ({ segment, start, end, audioMs }) => {
        this.segments.push({
          number: segment,
          start,
          end,
          audioMs,
          sentAt: this.#sentAt(start),
          begunAt: this.now(),
          frameAt: undefined,
          soundAt: undefined,
          doneAt: undefined,
          lengthMs: 0,
        });
      }),
      context.on("audio", (audio) => {
        this.frameAt ??= this.now();
        const segment = this.#segment(audio.segment);
        if (!segment) return;
        segment.frameAt ??= this.now();
        segment.lengthMs = audio.startMs + audio.durationMs - segment.audioMs;
      }),
      context.on("segment.done", ({ segment: number, end, audioMs, ttfaMs }) => {
        const segment = this.#segment(number);
        this.serverMs ??= ttfaMs;
        if (segment) Object.assign(segment, { end, lengthMs: audioMs, doneAt: this.now() });
      }),
      player.on("started", (event) => {
        if (event.context === context) this.soundAt ??= (this.frameAt ?? 0) + event.firstSoundMs;
      }),
    ];
  }

  /** Milliseconds since the turn began. */
  now(): number {
    return performance.now() - this.#begunAt;
  }

  /** Note how far the listener is, in milliseconds of the audio. */
  heard(playedMs: number): void {
    if (playedMs <= 0) return;
    for (const segment of this.segments) {
      if (segment.frameAt !== undefined && segment.audioMs <= playedMs) {
        const begunAt = this.now() - (playedMs - segment.audioMs);
        segment.soundAt ??= segment.audioMs === 0 ? this.soundAt : begunAt;
      }
    }
  }

  /** The segment that sounds. */
  get sounding(): Segment | undefined {
    return this.segments.filter(({ soundAt }) => soundAt !== undefined).at(-1);
  }

  /** Nothing is noted from now on. */
  close(): void {
    for (const undo of this.#undo) undo();
  }

  async *#watched(pieces: Iterable<string> | AsyncIterable<string>) {
    for await (const piece of pieces) {
      this.text += piece;
      this.#sent.push({ length: this.text.length, at: this.now() });
      yield piece;
    }
  }

  /** When the text at this place was sent. */
  #sentAt(start: number): number {
    return this.#sent.find(({ length }) => length > start)?.at ?? this.now();
  }

  #segment(number: number): Segment | undefined {
    return this.segments.find((segment) => segment.number === number);
  }
}
