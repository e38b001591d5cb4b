/** Opus by the browser's own decoder (WebCodecs): Chrome 94, Firefox 130, Safari 26. */

import type { AudioEvent } from "../events.ts";
import type { AudioFormat } from "../protocol.ts";
import type { Decoder, DecoderSink } from "./decoder.ts";
import { playerError } from "./errors.ts";

const US_PER_S = 1_000_000;
/** What browsers give Opus out at, and what they want it called. */
const OPUS_RATE = 48_000;

/** Whether the browser decodes Opus packets. */
export async function decodesOpus(): Promise<boolean> {
  if (!("AudioDecoder" in globalThis)) return false;
  try {
    return (await AudioDecoder.isConfigSupported(config(1))).supported === true;
  } catch {
    return false; // it does not even know what it was asked
  }
}

/** Decode Opus packets by `AudioDecoder`. */
export function webcodecsDecoder(format: AudioFormat, sink: DecoderSink): Decoder {
  const ticksPerUs = format.clock / US_PER_S;
  const places = new Places();
  const decoder = new AudioDecoder({
    output(audio) {
      const ticks = (audio.numberOfFrames * format.clock) / audio.sampleRate;
      sink.samples(samplesOf(audio), places.take(ticks), audio.sampleRate);
      audio.close();
    },
    error(error) {
      sink.failed(playerError("The browser could not decode the audio", error));
    },
  });
  // Without a description the packets are bare, and the preskip is left to us.
  decoder.configure(config(format.channels));
  return {
    push(packet: AudioEvent) {
      if (decoder.state !== "configured") return;
      const timestamp = Math.round(packet.pts / ticksPerUs);
      const duration = Math.round(packet.samples / ticksPerUs);
      const data = packet.payload;
      places.add(packet.pts, packet.samples);
      decoder.decode(new EncodedAudioChunk({ type: "key", timestamp, duration, data }));
    },
    async flush() {
      if (decoder.state === "configured") await decoder.flush();
    },
    close() {
      if (decoder.state !== "closed") decoder.close();
    },
  };
}

/**
 * Where the packets belong that a decoder has. Its own time stamps do not say it: Chromium's go on
 * from those of the first packet, as if there were never a gap.
 */
export class Places {
  #waiting: { readonly pts: number; readonly ticks: number }[] = [];
  #end = 0;

  /** A packet goes in. */
  add(pts: number, ticks: number): void {
    this.#waiting.push({ pts, ticks });
  }

  /** So many ticks come out; returns their `pts`. */
  take(ticks: number): number {
    const pts = this.#waiting[0]?.pts ?? this.#end;
    let left = ticks;
    let [head] = this.#waiting;
    while (head && left >= head.ticks / 2) {
      left -= head.ticks; // a first one that is short of its preskip is a whole one as well
      this.#waiting.shift();
      [head] = this.#waiting;
    }
    if (head && left > 0) {
      this.#waiting[0] = { pts: head.pts + left, ticks: head.ticks - left };
    }
    this.#end = pts + ticks;
    return pts;
  }
}

function config(numberOfChannels: number): AudioDecoderConfig {
  return { codec: "opus", sampleRate: OPUS_RATE, numberOfChannels };
}

/** The first channel; speech has one. */
function samplesOf(audio: AudioData): Float32Array {
  const options: AudioDataCopyToOptions = { planeIndex: 0, format: "f32-planar" };
  const samples = new Float32Array(audio.allocationSize(options) / 4);
  audio.copyTo(samples, options);
  return samples;
}
