/** The one switch: which player this browser gets. */

import type { Codec } from "../options.ts";
import { PlayerError } from "./errors.ts";
import type { JitterBounds } from "./jitter.ts";
import { mediaKind } from "./media-source.ts";
import { MediaSourcePlayer } from "./mediasource-player.ts";
import type { OutputOptions } from "./output.ts";
import { pcmDecoder } from "./pcm.ts";
import type { Player, PlayerPath } from "./player.ts";
import { type OpusDecoderLoader, wasmDecoder } from "./wasm.ts";
import { decodesOpus, webcodecsDecoder } from "./webcodecs.ts";
import { WorkletPlayer } from "./worklet-player.ts";

/** What a player may use. Everything may be left out. */
export interface CreatePlayerOptions extends OutputOptions {
  /**
   * The ways to play, the best first; the first that the browser has is taken. Left out:
   * `webcodecs`, `wasm`, `mediasource`, `pcm`.
   */
  readonly paths?: readonly PlayerPath[] | undefined;
  /** What the server can do, from its `GET /v1/capabilities`; left out, all that is needed. */
  readonly codecs?: readonly Codec[] | undefined;
  /** How to load the decoder for `wasm`: `() => import("opus-decoder")`. None, no such path. */
  readonly opusDecoder?: OpusDecoderLoader | undefined;
  /** The element that `mediasource` plays by; one of its own if left out. */
  readonly element?: HTMLAudioElement | undefined;
  /** How much audio is waited for before it sounds: 60 to 100 ms, by how late packets come. */
  readonly jitter?: JitterBounds | undefined;
}

const PATHS: readonly PlayerPath[] = ["webcodecs", "wasm", "mediasource", "pcm"];

/**
 * A player that is ready, by the best way that this browser has.
 *
 * Pages that are not secure (`http:` on another host than this one) have neither AudioWorklet nor
 * WebCodecs: they get `mediasource`.
 *
 * @throws PlayerError if there is none, or the best cannot be had.
 */
export async function createPlayer(options: CreatePlayerOptions = {}): Promise<Player> {
  const paths = options.paths ?? PATHS;
  for (const path of paths) {
    const player = await MAKERS[path](options);
    if (player) return player;
  }
  throw new PlayerError(`This browser has none of the ways to play: ${paths.join(", ")}.`);
}

type Maker = (options: CreatePlayerOptions) => Promise<Player | undefined>;

const MAKERS: Readonly<Record<PlayerPath, Maker>> = {
  async webcodecs(options) {
    if (!takes(options, "opus") || !hasWorklet() || !(await decodesOpus())) return undefined;
    const way = { path: "webcodecs", codec: "opus", makeDecoder: webcodecsDecoder } as const;
    return WorkletPlayer.open(way, options, options.jitter);
  },
  async wasm(options) {
    if (!takes(options, "opus") || !hasWorklet() || !options.opusDecoder) return undefined;
    const makeDecoder = await wasmDecoder(options.opusDecoder);
    return WorkletPlayer.open(
      { path: "wasm", codec: "opus", makeDecoder },
      options,
      options.jitter,
    );
  },
  async mediasource(options) {
    const kind = mediaKind(options.codecs);
    return kind && new MediaSourcePlayer(kind, options.element);
  },
  async pcm(options) {
    if (!takes(options, "pcm_s16le") || !hasWorklet()) return undefined;
    const way = { path: "pcm", codec: "pcm_s16le", makeDecoder: pcmDecoder } as const;
    return WorkletPlayer.open(way, options, options.jitter);
  },
};

function takes({ codecs }: CreatePlayerOptions, codec: Codec): boolean {
  return codecs?.includes(codec) ?? true;
}

function hasWorklet(): boolean {
  return "AudioContext" in globalThis && "AudioWorkletNode" in globalThis;
}
