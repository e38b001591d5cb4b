/** What a decoder is: packets of one context in, samples out, in order. */

import type { AudioEvent } from "../events.ts";
import type { AudioFormat } from "../protocol.ts";

/** Where decoded samples go. */
export interface DecoderSink {
  /** Samples of one channel, from -1 to 1; `pts` in ticks of the format's clock. */
  samples(samples: Float32Array, pts: number, rate: number): void;
  /** The packets cannot be decoded; nothing follows. */
  failed(error: Error): void;
}

/** Decodes one context. */
export interface Decoder {
  /** Take a packet. Its samples come now, or later. */
  push(packet: AudioEvent): void;
  /** Returns when the samples of all packets have come. */
  flush(): Promise<void>;
  /** Drop what has not come yet. */
  close(): void;
}

/** Begins the decoding of a context. */
export type DecoderFactory = (format: AudioFormat, sink: DecoderSink) => Decoder;
