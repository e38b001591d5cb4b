/** Lines on which something happens to a context's packets. */

import {
  type AudioEvent,
  type Context,
  type ContextCancelled,
  type ContextEvent,
  FrameKind,
} from "../../../src/index.ts";
import type { Playable } from "../../../src/web/index.ts";
import { delay } from "./room.ts";

/** A context whose packets meet with something on their way. */
abstract class Line implements Playable {
  protected readonly context: Context;
  readonly #listeners = new Set<(audio: AudioEvent) => void>();

  constructor(context: Context) {
    this.context = context;
  }

  get state() {
    return this.context.state;
  }
  get format() {
    return this.context.format;
  }
  played(ms: number): void {
    this.context.played(ms);
  }
  cancel(heard?: { playedMs?: number | undefined }): Promise<ContextCancelled> {
    return this.context.cancel(heard);
  }
  on<Type extends "audio" | "context.cancelled">(
    type: Type,
    listener: (event: Extract<ContextEvent, { readonly type: Type }>) => void,
  ): () => void {
    if (type !== "audio") return this.context.on<Type>(type, listener);
    this.#listeners.add(listener as (audio: AudioEvent) => void);
    return () => this.#listeners.delete(listener as (audio: AudioEvent) => void);
  }

  async *[Symbol.asyncIterator](): AsyncIterator<AudioEvent, undefined> {
    for await (const audio of this.context) {
      const sent = await this.send(audio);
      for (const listener of this.#listeners) listener(sent);
      yield sent;
    }
  }

  protected abstract send(audio: AudioEvent): Promise<AudioEvent>;
}

/** Gives packets at the pace of their sound, each late by up to `mostMs`. */
export class JitteryLine extends Line {
  readonly #mostMs: number;
  #random: number;
  #begun = 0;
  #sentAt = 0;

  constructor(context: Context, mostMs: number, seed: number) {
    super(context);
    this.#mostMs = mostMs;
    this.#random = seed + 1;
  }

  protected async send(audio: AudioEvent): Promise<AudioEvent> {
    this.#begun ||= performance.now();
    this.#random = (this.#random * 48_271) % 2_147_483_647;
    const late = (this.#random / 2_147_483_647) * this.#mostMs;
    this.#sentAt = Math.max(this.#sentAt, this.#begun + audio.startMs + late); // in their order
    await delay(this.#sentAt - performance.now());
    return audio;
  }
}

/** Gives packets that no decoder can read, from one on. */
export class SpoiltLine extends Line {
  #left: number;

  constructor(context: Context, from: number) {
    super(context);
    this.#left = from;
  }

  protected async send(audio: AudioEvent): Promise<AudioEvent> {
    this.#left -= 1;
    return this.#left >= 0 ? audio : { ...audio, payload: new Uint8Array(40).fill(0xff) };
  }
}

/** Has no packets where there is silence, which servers may leave out. */
export class SilentLine extends Line {
  /** Packets of silence say no more than that. */
  static readonly #MOST_BYTES = 3;

  protected async send(audio: AudioEvent): Promise<AudioEvent> {
    if (audio.payload.byteLength > SilentLine.#MOST_BYTES) return audio;
    return { ...audio, kind: FrameKind.silence, payload: new Uint8Array() };
  }
}
