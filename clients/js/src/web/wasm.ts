/**
 * Opus by a decoder in WebAssembly, for browsers without `AudioDecoder`.
 *
 * The package `opus-decoder` (MIT, libopus in 88 KB) fits. It is no dependency: a page that wants
 * it installs it and says how it is loaded, which happens only where it is needed:
 *
 *     createPlayer({ opusDecoder: () => import("opus-decoder") })
 *
 * A Content-Security-Policy has to allow `'wasm-unsafe-eval'` for scripts.
 */

import type { AudioEvent } from "../events.ts";
import type { Decoder, DecoderFactory, DecoderSink } from "./decoder.ts";
import { PlayerError, playerError } from "./errors.ts";

/** What is used of a decoder of the package `opus-decoder`. */
export interface OpusDecoderLike {
  readonly ready: Promise<unknown>;
  decodeFrame(packet: Uint8Array): OpusSamples;
  free(): void;
}

/** What comes out of it. */
export interface OpusSamples {
  readonly channelData: readonly Float32Array[];
  readonly samplesDecoded: number;
  readonly sampleRate: number;
  readonly errors: readonly { readonly message: string }[];
}

/** The package `opus-decoder`, or one with the same class in it. */
export interface OpusDecoderModule {
  readonly OpusDecoder: new (options: {
    readonly channels: number;
    readonly preSkip: number;
  }) => OpusDecoderLike;
}

/** Loads it; `() => import("opus-decoder")`. */
export type OpusDecoderLoader = () => Promise<OpusDecoderModule>;

/**
 * Load the decoder.
 *
 * @throws PlayerError if it cannot be had.
 */
export async function wasmDecoder(load: OpusDecoderLoader): Promise<DecoderFactory> {
  try {
    const { OpusDecoder } = await load();
    const make = () => new OpusDecoder({ channels: 1, preSkip: 0 });
    let spare: OpusDecoderLike | undefined = make();
    await spare.ready;
    return (format, sink) => {
      if (format.channels !== 1) throw new PlayerError("Speech has one channel.");
      const decoder = spare ?? make();
      spare = make(); // for the next context, which will then not wait for it
      return decoderOver(decoder, sink);
    };
  } catch (error) {
    throw playerError("The Opus decoder in WebAssembly cannot be had", error);
  }
}

function decoderOver(decoder: OpusDecoderLike, sink: DecoderSink): Decoder {
  let closed = false;
  let isReady = false;
  const early: AudioEvent[] = [];
  const decode = (packet: AudioEvent) => {
    if (closed) return;
    const { channelData, errors, sampleRate, samplesDecoded } = decoder.decodeFrame(packet.payload);
    const [samples] = channelData;
    const [error] = errors;
    if (error) sink.failed(playerError("The Opus decoder could not read a packet", error));
    else if (samples) sink.samples(samples.subarray(0, samplesDecoded), packet.pts, sampleRate);
  };
  const ready = decoder.ready.then(() => {
    isReady = true;
    for (const packet of early.splice(0)) decode(packet);
  });
  ready.catch((error: unknown) => sink.failed(playerError("The Opus decoder fails", error)));
  return {
    push(packet) {
      if (isReady) decode(packet);
      else early.push(packet);
    },
    flush: () => ready,
    close() {
      if (closed) return;
      closed = true;
      decoder.ready.then(
        () => decoder.free(),
        () => {}, // then there is nothing to free
      );
    },
  };
}
