/** Samples that need no decoder: for browsers that have none. */

import type { AudioEvent } from "../events.ts";
import type { AudioFormat } from "../protocol.ts";
import type { Decoder, DecoderSink } from "./decoder.ts";
import { PlayerError } from "./errors.ts";

const FULL_SCALE_S16 = 0x8000;

/**
 * "Decode" `pcm_s16le` or `pcm_f32le`.
 *
 * @throws PlayerError for another codec.
 */
export function pcmDecoder(format: AudioFormat, sink: DecoderSink): Decoder {
  const read = READERS.get(format.codec);
  if (!read) throw new PlayerError(`The codec ${format.codec} needs a decoder; it is no PCM.`);
  return {
    push: (packet: AudioEvent) => sink.samples(read(packet.payload), packet.pts, format.rate),
    flush: async () => {},
    close: () => {},
  };
}

const READERS: ReadonlyMap<string, (bytes: Uint8Array) => Float32Array> = new Map([
  ["pcm_s16le", fromS16],
  ["pcm_f32le", fromF32],
]);

function fromS16(bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const samples = new Float32Array(Math.floor(bytes.byteLength / 2));
  for (let index = 0; index < samples.length; index += 1) {
    samples[index] = view.getInt16(2 * index, true) / FULL_SCALE_S16;
  }
  return samples;
}

function fromF32(bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const samples = new Float32Array(Math.floor(bytes.byteLength / 4));
  for (let index = 0; index < samples.length; index += 1) {
    samples[index] = view.getFloat32(4 * index, true);
  }
  return samples;
}
