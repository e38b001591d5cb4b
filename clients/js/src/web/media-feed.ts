/**
 * A media element that is fed piece by piece, over a MediaSource.
 *
 * Every turn has an island of its own on the element's time: a new container, put there by
 * `timestampOffset`. The element waits at the start of the next island before anything of it has
 * come, so that the listener does not pay for the seek, and what was decoded of the last turn is
 * gone. What was played is removed; where the browser's quota is full all the same, it is removed
 * at once, and the rest waits.
 */

import { type MediaKind, newMediaSource, once } from "./media-source.ts";

/** A piece of a container. */
export interface MediaPiece {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where in its turn it ends, in seconds; 0 for the container's header. */
  readonly endS: number;
}

/** The time on which there are islands. It has an end, or nobody could seek to where nothing is. */
const TIME_S = 1e6;
/** Between two islands. */
const GAP_S = 1;
/** What was played stays for so long, should the browser still be at it. */
const KEPT_S = 2;
/** What was played is removed when there is so much of it. */
const REMOVED_AT_S = 10;
/** No more is given to the browser ahead of what is heard. */
const AHEAD_S = 20;
/** How long to wait where there is no room until something was played. */
const RETRY_MS = 100;

/** Gives pieces to the browser, in order. Times in seconds. */
export class MediaFeed {
  readonly element: HTMLAudioElement;
  readonly #kind: MediaKind;
  #source: MediaSource | undefined;
  #buffer: SourceBuffer | undefined;
  /** Aborted when the source is gone, and with it whatever it was asked for. */
  #lost = new AbortController();
  #address = "";
  #work: Promise<unknown>;
  /** Counts islands; work for one that was left is dropped. */
  #island = 0;
  #startS = 0;
  #removedToS = 0;
  #used = false;
  #closed = false;
  #pending: MediaPiece[] = [];
  /** The header, and what was not played for sure: to be given again if the source is lost. */
  #header: MediaPiece | undefined;
  #kept: MediaPiece[] = [];

  constructor(element: HTMLAudioElement, kind: MediaKind) {
    this.element = element;
    this.#kind = kind;
    element.addEventListener("error", this.#onError);
    this.#work = this.#open().catch(() => {}); // the first append says it again
  }

  /** Seconds of the turn that were heard. */
  get playedS(): number {
    return this.#used ? Math.max(0, this.element.currentTime - this.#startS) : 0;
  }

  /** Seconds that the browser has and has not played. */
  get bufferedS(): number {
    return Math.max(0, this.#endS - Math.max(this.element.currentTime, this.#startS));
  }

  /** Whether the browser has enough for now. */
  get isFull(): boolean {
    return this.bufferedS > AHEAD_S;
  }

  /** Whether the source is gone: the element failed, or the browser took it away. */
  get isLost(): boolean {
    return this.element.error !== null || this.#source?.readyState === "closed";
  }

  /** Go to the next island, unless nothing has come to this one. What was there is dropped. */
  begin(): Promise<void> {
    if (!this.#used) return this.#inTurn(async () => {});
    this.#island += 1;
    this.#used = false;
    this.#pending = [];
    this.#kept = [];
    this.#header = undefined;
    return this.#inTurn(() => this.#move());
  }

  /** Append a piece; the first of a turn is its container's header. Returns when it is in. */
  append(piece: MediaPiece): Promise<void> {
    this.#used = true;
    if (this.#header) this.#kept.push(piece);
    else this.#header = piece;
    this.#pending.push(piece);
    return this.#inTurn(() => this.#give(this.#pending.splice(0)));
  }

  /** Say that no more comes, so that the browser plays the last of it without waiting. */
  end(): Promise<void> {
    const island = this.#island;
    return this.#inTurn(async () => {
      if (island === this.#island && this.#source?.readyState === "open")
        this.#source.endOfStream();
    });
  }

  /** Remove what was played, when that is worth it. */
  async tidy(): Promise<void> {
    const to = this.element.currentTime - KEPT_S;
    if (to - Math.max(this.#removedToS, this.#startS) < REMOVED_AT_S) return;
    await this.#inTurn(() => this.#remove(to));
  }

  /** Make a new source, and give it what was not heard yet of the turn. */
  restart(heardS: number): Promise<void> {
    return this.#inTurn(async () => {
      await this.#open();
      this.#pending = [];
      if (!this.#header) return;
      await this.#give([this.#header, ...this.#kept.filter(({ endS }) => endS > heardS)]);
      this.element.currentTime = this.#startS + heardS;
    });
  }

  /** Give it all back. */
  close(): void {
    this.#closed = true;
    this.#island += 1;
    this.#buffer = undefined;
    this.element.removeEventListener("error", this.#onError);
    this.element.pause();
    this.element.removeAttribute("src");
    this.element.load();
    URL.revokeObjectURL(this.#address);
  }

  readonly #onError = (): void => this.#lost.abort();

  get #endS(): number {
    const { buffered } = this.element;
    return buffered.length > 0 ? buffered.end(buffered.length - 1) : 0;
  }

  /** One thing after the other: a SourceBuffer does nothing else while it updates. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#work.then(() => (this.#closed ? undefined : work()));
    this.#work = done.catch(() => {}); // whoever asked for it has the error
    return done;
  }

  async #open(): Promise<void> {
    URL.revokeObjectURL(this.#address);
    const lost = new AbortController();
    this.#lost = lost;
    this.#source = undefined;
    const source = newMediaSource(this.element);
    source.addEventListener("sourceclose", () => lost.abort());
    this.#address = URL.createObjectURL(source);
    this.element.src = this.#address;
    await once(source, "sourceopen", this.#lost.signal);
    this.#source = source;
    this.#buffer = source.addSourceBuffer(this.#kind.type);
    source.duration = TIME_S;
    this.#startS = this.#removedToS = 0;
  }

  async #move(): Promise<void> {
    const [source, buffer] = [this.#source, this.#buffer];
    const next = Math.ceil(Math.max(this.#endS, this.element.currentTime)) + GAP_S;
    if (!source || !buffer || this.isLost || next > TIME_S / 2) return this.#open();
    if (source.readyState === "open") buffer.abort();
    buffer.remove(0, Number.POSITIVE_INFINITY);
    await once(buffer, "updateend", this.#lost.signal);
    buffer.timestampOffset = next;
    source.duration = TIME_S;
    this.#startS = this.#removedToS = next;
    this.element.currentTime = next;
  }

  async #give(pieces: readonly MediaPiece[]): Promise<void> {
    const island = this.#island;
    while (pieces.length > 0 && island === this.#island && this.#buffer) {
      try {
        this.#buffer.appendBuffer(joined(pieces));
        await once(this.#buffer, "updateend", this.#lost.signal);
        return;
      } catch (error) {
        if (!(error instanceof DOMException && error.name === "QuotaExceededError")) throw error;
        await this.#makeRoom();
      }
    }
  }

  /** Remove what was played, however little; wait if that is nothing. */
  async #makeRoom(): Promise<void> {
    const to = this.element.currentTime - 0.1;
    if (to > Math.max(this.#removedToS, this.#startS)) await this.#remove(to);
    else await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }

  async #remove(to: number): Promise<void> {
    const buffer = this.#buffer;
    if (!buffer || to <= this.#startS || this.#source?.readyState !== "open") return;
    this.#kept = this.#kept.filter(({ endS }) => this.#startS + endS > to);
    this.#removedToS = to;
    buffer.remove(0, to);
    await once(buffer, "updateend", this.#lost.signal);
  }
}

function joined(pieces: readonly MediaPiece[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(pieces.reduce((sum, { bytes }) => sum + bytes.byteLength, 0));
  let at = 0;
  for (const { bytes } of pieces) {
    all.set(bytes, at);
    at += bytes.byteLength;
  }
  return all;
}
