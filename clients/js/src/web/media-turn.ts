/** One context on its way into a media element. */

import type { AudioEvent } from "../events.ts";
import { FrameKind } from "../frames.ts";
import { Pending } from "../pending.ts";
import type { Turn, TurnEvents } from "./base-player.ts";
import { PlayerError, playerError } from "./errors.ts";
import type { MediaFeed } from "./media-feed.ts";
import type { Playable } from "./player.ts";

const REPORT_EVERY_MS = 250;
/** How often to look whether the first of it is heard, and whether there is room. */
const LOOK_EVERY_MS = 5;
/** The element's time moves: seconds are rounded. */
const SOUNDS_MS = 1;
/** A source that is lost again without having played so much is not to be had. */
const PROGRESS_MS = 500;

/** Plays one context. All times in milliseconds of the context's audio. */
export class MediaTurn implements Turn {
  readonly context: Playable;
  readonly #feed: MediaFeed;
  readonly #start: () => void;
  readonly #events: TurnEvents;
  readonly #undo: (() => void)[];
  /** Resolved when the last of it was heard, or it was silenced. */
  readonly #over = new Pending<void>();
  #firstAt: number | undefined;
  #arrivedMs = 0;
  #heardMs = 0;
  #reportedAt = 0;
  #restartedMs = Number.NEGATIVE_INFINITY;
  #recovering: Promise<void> | undefined;
  #complete = false;
  #started = false;
  #silencing: Promise<number> | undefined;

  /** `start` lets the element run. */
  constructor(context: Playable, feed: MediaFeed, start: () => void, events: TurnEvents) {
    this.context = context;
    this.#feed = feed;
    this.#start = start;
    this.#events = events;
    const { element } = feed;
    const look = setInterval(() => this.#look(), LOOK_EVERY_MS);
    this.#undo = [
      () => clearInterval(look),
      context.on("audio", (audio) => this.#arrived(audio)),
      context.on("context.cancelled", ({ reason }) => {
        if (reason === "client" || reason === "preempted") void this.silence();
      }),
      listen(element, "waiting", () => this.#starved()),
      listen(element, "ended", () => this.#ended()),
      listen(element, "error", () => void this.#recover(element.error)),
    ];
  }

  get aheadMs(): number {
    return Math.max(0, this.#arrivedMs - this.played());
  }

  played(): number {
    if (!this.#silencing && !this.#over.settled) {
      this.#heardMs = Math.max(this.#heardMs, this.#feed.playedS * 1000);
    }
    return this.#heardMs;
  }

  async run(): Promise<void> {
    try {
      await this.#feed.begin();
      this.#start();
      const failure = await this.#take().then(
        () => undefined,
        (error: unknown) => ({ error }),
      );
      this.#complete = true;
      if (!this.#silencing) await this.#hearOut();
      if (failure) throw failure.error;
      if (!this.#silencing) this.#heardMs = Math.max(this.#heardMs, this.#arrivedMs);
      this.#report();
    } finally {
      for (const undo of this.#undo) undo();
      if (!this.#silencing) this.#leave();
    }
  }

  /** Wait until the last of it was heard. */
  async #hearOut(): Promise<void> {
    if (this.#arrivedMs === 0) return;
    await this.#feed.end().catch((error: unknown) => this.#recover(error));
    await this.#over.promise;
  }

  silence(): Promise<number> {
    this.#silencing ??= this.#silence();
    return this.#silencing;
  }

  async #silence(): Promise<number> {
    if (this.#over.settled) return this.#heardMs;
    this.#feed.element.pause();
    this.#heardMs = Math.max(this.#heardMs, this.#feed.playedS * 1000);
    this.#over.resolve();
    this.#leave();
    return this.#heardMs;
  }

  /** Wait for the next turn where it will be. */
  #leave(): void {
    this.#feed.begin().then(this.#start, () => {}); // the next turn has the error
  }

  #arrived(audio: AudioEvent): void {
    if (audio.kind === FrameKind.audio) this.#firstAt ??= performance.now();
    this.#arrivedMs = Math.max(this.#arrivedMs, audio.startMs + audio.durationMs);
  }

  async #take(): Promise<void> {
    let last: Promise<void> = Promise.resolve();
    // Not `for await`: leaving that would cancel the context, and nobody would say what was heard.
    const packets = this.context[Symbol.asyncIterator]();
    for (;;) {
      const { done, value: audio } = await packets.next();
      if (done) break;
      if (this.#silencing) continue;
      if (this.#over.settled) break; // it cannot be played
      this.#arrived(audio);
      if (audio.payload.byteLength === 0) continue; // silence, which the times that follow say
      const endS = (audio.startMs + audio.durationMs) / 1000;
      last = this.#feed.append({ bytes: audio.payload, endS });
      last.catch((error: unknown) => this.#recover(error));
      await this.#room();
    }
    await last.catch(() => {}); // it was taken care of
  }

  async #room(): Promise<void> {
    while (this.#feed.isFull && !this.#silencing) {
      await new Promise((resolve) => setTimeout(resolve, 10 * LOOK_EVERY_MS));
    }
  }

  /** Look how far it is: the element says it only now and then. */
  #look(): void {
    if (this.#over.settled) return;
    if (this.#feed.isLost) void this.#recover(this.#feed.element.error);
    const played = this.#feed.playedS * 1000;
    if (!this.#started && played > SOUNDS_MS) {
      this.#started = true;
      const now = performance.now();
      this.#events.started(Math.max(0, now - played - (this.#firstAt ?? now)));
    }
    if (performance.now() - this.#reportedAt >= REPORT_EVERY_MS) {
      this.#report();
      this.#feed.tidy().catch(() => {}); // what stays is removed where it is in the way
    }
  }

  #report(): void {
    this.#reportedAt = performance.now();
    const heard = this.played();
    if (heard > 0) this.context.played(Math.round(heard));
  }

  #starved(): void {
    if (this.#started && !this.#complete && !this.#silencing) this.#events.underrun();
  }

  #ended(): void {
    if (this.#complete) this.#over.resolve();
  }

  /** Go on with a new source if the old one is lost; else the turn is. */
  #recover(error: unknown): Promise<void> {
    this.#recovering ??= this.#goOn(error).finally(() => {
      this.#recovering = undefined;
    });
    return this.#recovering;
  }

  async #goOn(error: unknown): Promise<void> {
    if (this.#over.settled) return;
    const heardMs = this.played();
    if (!this.#feed.isLost || heardMs < this.#restartedMs + PROGRESS_MS) {
      this.#fail(error);
      return;
    }
    this.#restartedMs = heardMs;
    try {
      await this.#feed.restart(heardMs / 1000);
      this.#start();
      if (this.#complete) await this.#feed.end();
      if (this.#feed.isLost) this.#fail(this.#feed.element.error);
    } catch (again) {
      this.#fail(again);
    }
  }

  #fail(error: unknown): void {
    const known = error instanceof PlayerError;
    this.#over.reject(known ? error : playerError("The browser cannot play it", error));
  }
}

function listen(target: EventTarget, type: string, listener: () => void): () => void {
  target.addEventListener(type, listener);
  return () => target.removeEventListener(type, listener);
}
