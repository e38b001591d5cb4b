/** One context on its way through a decoder into the ring buffer. */

import type { AudioEvent } from "../events.ts";
import { FrameKind } from "../frames.ts";
import { Pending } from "../pending.ts";
import type { AudioFormat } from "../protocol.ts";
import type { Turn, TurnEvents } from "./base-player.ts";
import type { Decoder, DecoderFactory } from "./decoder.ts";
import type { Jitter } from "./jitter.ts";
import type { Output } from "./output.ts";
import type { Playable } from "./player.ts";
import type { FromRing } from "./ring.worklet.ts";
import { Timeline } from "./timeline.ts";

/** Decoded audio is kept for no longer than this; the rest waits as packets. */
const DECODED_AHEAD_MS = 2_000;
/** How often the server is told what was heard. */
const REPORT_EVERY_MS = 250;

/** Plays one context. All times in milliseconds of the context's audio. */
export class WorkletTurn implements Turn {
  readonly context: Playable;
  readonly #output: Output;
  readonly #jitter: Jitter;
  readonly #events: TurnEvents;
  readonly #makeDecoder: DecoderFactory;
  readonly #undo: (() => void)[];
  /** Resolved when the last sample was played, or it was silenced. */
  readonly #over = new Pending<void>();
  #decoder: Decoder | undefined;
  #timeline: Timeline | undefined;
  #failure: Error | undefined;
  #firstAt: number | undefined;
  #arrivedMs = 0;
  #takenMs = 0;
  #heardMs = 0;
  #reportedAt = 0;
  /** Where the last packets begin that went into the decoder, and came out; where silence ends. */
  #pushedPts = 0;
  #decodedPts = 0;
  #silentTo = 0;
  #silencing: Promise<number> | undefined;
  #roomy: (() => void) | undefined;

  constructor(
    context: Playable,
    output: Output,
    jitter: Jitter,
    makeDecoder: DecoderFactory,
    events: TurnEvents,
  ) {
    this.context = context;
    this.#output = output;
    this.#jitter = jitter;
    this.#makeDecoder = makeDecoder;
    this.#events = events;
    jitter.begin();
    this.#undo = [
      context.on("audio", (audio) => this.#arrived(audio)),
      context.on("context.cancelled", ({ reason }) => {
        if (reason === "client" || reason === "preempted") void this.silence();
      }),
    ];
  }

  /** What has arrived and was not heard. */
  get aheadMs(): number {
    return Math.max(0, this.#arrivedMs - this.#heardMs);
  }

  /** Play all of it. Throws what the context failed with, when the rest was heard. */
  async run(): Promise<void> {
    this.#output.open(this.#frames(this.#jitter.targetMs));
    try {
      const failure = await this.#feed().then(
        () => undefined,
        (error: unknown) => ({ error }),
      );
      this.#output.end();
      await this.#over.promise;
      if (failure && !this.#silencing) throw failure.error;
      if (!this.#silencing) this.#heardMs = Math.max(this.#heardMs, this.#takenMs);
      this.#report();
    } finally {
      this.#decoder?.close();
      for (const undo of this.#undo) undo();
    }
  }

  /** Be silent. Returns the position to the last frame that was let out. */
  silence(): Promise<number> {
    if (this.#over.settled && !this.#silencing) return Promise.resolve(this.#heardMs);
    this.#silencing ??= this.#silence();
    return this.#silencing;
  }

  async #silence(): Promise<number> {
    this.#decoder?.close();
    this.#roomy?.();
    const frames = await this.#output.clear();
    // What left the worklet is still heard: the loudspeaker is only a little behind.
    this.#heardMs = Math.max(this.#heardMs, this.#ms(frames));
    this.#over.resolve();
    return this.#heardMs;
  }

  /** What was heard by now: what was played, but for what is still under way to the loudspeaker. */
  played(): number {
    if (this.#silencing || this.#over.settled) return this.#heardMs;
    const heard = this.#ms(this.#output.playedFrames) - this.#output.latency * 1000;
    this.#heardMs = Math.max(this.#heardMs, heard);
    return this.#heardMs;
  }

  /** The ring has something to say of this turn. */
  take(message: FromRing): void {
    if (message.type === "started") {
      const first = this.#firstAt ?? performance.now();
      this.#events.started(Math.max(0, this.#output.heardAt(message.time) - first));
    } else if (message.type === "underrun") {
      this.#jitter.missed();
      this.#output.aim(this.#frames(this.#jitter.targetMs));
      this.#events.underrun();
    } else if (message.type === "ended") {
      this.#over.resolve();
    }
    if (!this.#isFull()) this.#roomy?.();
    if (performance.now() - this.#reportedAt >= REPORT_EVERY_MS) this.#report();
  }

  #report(): void {
    this.#reportedAt = performance.now();
    const heard = this.played();
    if (heard > 0) this.context.played(Math.round(heard));
  }

  #arrived(audio: AudioEvent): void {
    if (audio.kind === FrameKind.containerHeader) return;
    const now = performance.now();
    this.#firstAt ??= now;
    this.#arrivedMs = audio.startMs + audio.durationMs;
    const aheadMs = audio.startMs - this.played();
    this.#jitter.arrived(now, audio.startMs, audio.durationMs, aheadMs);
  }

  async #feed(): Promise<void> {
    let lastPts = 0;
    // Not `for await`: leaving that would cancel the context, and nobody would say what was heard.
    const packets = this.context[Symbol.asyncIterator]();
    for (;;) {
      const { done, value: audio } = await packets.next();
      if (done) break;
      if (this.#silencing || audio.kind === FrameKind.containerHeader) continue;
      this.#firstAt ??= performance.now(); // it had come before anybody listened
      lastPts = audio.pts + audio.samples;
      this.#takenMs = audio.startMs + audio.durationMs;
      this.#arrivedMs = Math.max(this.#arrivedMs, this.#takenMs);
      const decoder = this.#begun();
      if (audio.kind === FrameKind.audio) {
        this.#pushedPts = audio.pts;
        decoder.push(audio);
      } else {
        this.#silentTo = lastPts;
        this.#fill();
      }
      await this.#room();
      if (this.#failure) throw this.#failure;
    }
    if (this.#silencing) return;
    await this.#decoder?.flush();
    if (this.#failure) throw this.#failure;
    for (const samples of this.#timeline?.end(lastPts) ?? []) this.#output.write(samples);
  }

  #begun(): Decoder {
    if (this.#decoder) return this.#decoder;
    const format: AudioFormat | undefined = this.context.format;
    if (!format) throw new TypeError("A context says its format before its audio.");
    const timeline = new Timeline(format, this.#output.rate);
    this.#timeline = timeline;
    this.#decoder = this.#makeDecoder(format, {
      samples: (decoded, pts, rate) => {
        if (this.#silencing) return;
        for (const samples of timeline.place(decoded, pts, rate)) this.#output.write(samples);
        this.#decodedPts = pts;
        this.#fill();
      },
      failed: (error) => {
        this.#failure ??= error;
        this.#roomy?.();
      },
    });
    return this.#decoder;
  }

  /** Play silence that has come, once what was in front of it is decoded. */
  #fill(): void {
    if (this.#decodedPts < this.#pushedPts) return;
    for (const samples of this.#timeline?.reach(this.#silentTo) ?? []) this.#output.write(samples);
  }

  /** Wait until more may be decoded. */
  async #room(): Promise<void> {
    while (this.#isFull() && !this.#silencing && !this.#failure) {
      await new Promise<void>((resolve) => {
        this.#roomy = resolve;
      });
    }
  }

  #isFull(): boolean {
    // What the decoder still has counts as well, so not only what waits in the ring.
    return this.#takenMs - this.#ms(this.#output.playedFrames) > DECODED_AHEAD_MS;
  }

  #ms(frames: number): number {
    return (frames / this.#output.rate) * 1000;
  }

  #frames(ms: number): number {
    return Math.round((ms / 1000) * this.#output.rate);
  }
}
