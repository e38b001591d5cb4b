/**
 * What a player is: contexts go in, the loudspeaker is at the other end.
 *
 *     const player = await createPlayer();
 *     const session = await connect(url, player.options);
 *     await player.play(session.speak("Hello there."));   // returns when it was heard
 */

import type { Context } from "../context.ts";
import type { AudioEvent, ContextEvent } from "../events.ts";
import type { Codec, Options } from "../options.ts";
import type { ContextCancelled } from "../protocol.ts";

/** How the audio gets from the socket to the loudspeaker. */
export type PlayerPath = "webcodecs" | "wasm" | "mediasource" | "pcm";

/**
 * Whether sound comes out.
 *
 * - `starting`: it is not known yet
 * - `blocked`: the browser wants the user to do something first; what arrives is kept, up to the
 *   server's own limit of a context. Call `resume` from a click or a key.
 * - `running`: it does, if there is something to play
 * - `closed`: never again
 */
export type PlayerState = "starting" | "blocked" | "running" | "closed";

/** A context, or what behaves like the reading side of one. */
export interface Playable extends AsyncIterable<AudioEvent> {
  readonly state: Context["state"];
  readonly format: Context["format"];
  played(ms: number): void;
  cancel(heard?: { readonly playedMs?: number | undefined }): Promise<ContextCancelled>;
  on<Type extends "audio" | "context.cancelled">(
    type: Type,
    listener: (event: Extract<ContextEvent, { readonly type: Type }>) => void,
  ): () => void;
}

/** How a `play` ended. */
export interface Playback {
  /** Milliseconds of the context that were heard. */
  readonly playedMs: number;
  /** The report, if it was cancelled, by whomever. */
  readonly cancelled: ContextCancelled | undefined;
}

/** Something happened in a player. Times in milliseconds. */
export type PlayerEvent =
  | { readonly type: "state"; readonly state: PlayerState }
  /** A context begins to sound, so long after its first frame had come. */
  | { readonly type: "started"; readonly context: Playable; readonly firstSoundMs: number }
  /** There was nothing to play in the middle of a context. */
  | { readonly type: "underrun"; readonly context: Playable; readonly playedMs: number }
  /** A context was heard to its end, or cancelled. */
  | { readonly type: "ended"; readonly context: Playable; readonly playedMs: number };

/** How it goes. Times in milliseconds; counts since the player was made. */
export interface PlayerStats {
  /** From the first frame of the last context to its first sound; undefined before that. */
  readonly firstSoundMs: number | undefined;
  /** What has arrived and was not heard yet. */
  readonly aheadMs: number;
  /** What of that is decoded and waits in front of the loudspeaker. */
  readonly bufferedMs: number;
  /** How much has to be there before playing. */
  readonly targetMs: number;
  /** How late packets come. */
  readonly jitterMs: number;
  readonly underruns: number;
  /** Between a sample that leaves the player and its sound. */
  readonly outputLatencyMs: number;
}

/** Plays contexts, one after the other. */
export interface Player {
  readonly path: PlayerPath;
  /** What a session, or a context, has to be opened with for this player. */
  readonly options: Options & { readonly codec: Codec };
  readonly state: PlayerState;
  readonly stats: PlayerStats;
  /**
   * Play a context, behind those that play already. The player is its reader, and tells the
   * server what was heard.
   *
   * Returns when it was heard to its end, or cancelled. Rejects with what the context failed
   * with, when what it gave was heard; and with PlayerError if it cannot be played.
   */
  play(context: Playable): Promise<Playback>;
  /**
   * Barge-in: be silent at once, and cancel what plays and what waits to be played.
   *
   * Returns the report of the context that was playing, made from the position heard; undefined
   * if nothing was playing.
   */
  cancel(): Promise<ContextCancelled | undefined>;
  /** Milliseconds heard of the context that plays, or of the last one. */
  played(): number;
  /** To be called from a click or a key: lets the sound out where the browser had blocked it. */
  resume(): Promise<void>;
  /** Call the listener with each event of a type. Returns what undoes this. */
  on<Type extends PlayerEvent["type"]>(
    type: Type,
    listener: (event: Extract<PlayerEvent, { readonly type: Type }>) => void,
  ): () => void;
  /** Be silent for good; cancels what plays, and gives back what the browser lent. */
  close(): Promise<void>;
}
