/**
 * Where decoded samples belong: at their `pts`, whatever decoder they came out of.
 *
 * Silence has no packets, and a decoder may give a packet's samples in other portions than they
 * went in; so samples are put where their time says, and what is left between them is silence.
 * The decoder's own delay at the start is dropped: sample 0 is the first of the speech.
 */

import { Resampler } from "./resample.ts";

/** What a timeline needs to know of a context's audio; see `AudioFormat`. */
export interface TimelineFormat {
  /** Ticks per second. */
  readonly clock: number;
  /** Ticks to drop. */
  readonly preskip: number;
}

/** Times that differ by less are the same: timestamps are rounded. */
const SAME_MS = 2;
/** No speech has a longer gap; time stamps that say so are wrong. */
const MOST_SILENCE_MS = 5_000;

/** Puts the samples of one context in a row, at the rate of whoever plays them. */
export class Timeline {
  readonly #format: TimelineFormat;
  readonly #targetRate: number;
  #rate = 0;
  #resampler: Resampler | undefined;
  /** The place behind the last sample, counted in samples at `#rate`, preskip and all. */
  #at = 0;

  constructor(format: TimelineFormat, targetRate: number) {
    this.#format = format;
    this.#targetRate = targetRate;
  }

  /** The decoded samples, from `pts` on, as they are to be played. */
  place(samples: Float32Array, pts: number, rate: number): Float32Array<ArrayBuffer>[] {
    const changed = this.#begin(rate);
    const gap = this.#samplesAt(pts) - this.#at;
    const same = (SAME_MS / 1000) * rate;
    const pieces = [...changed, ...this.#silence(gap > same ? gap : 0)];
    const overlap = gap < -same ? Math.min(-gap, samples.length) : 0;
    return [...pieces, ...this.#append(samples.subarray(overlap))];
  }

  /** Silence up to there. */
  reach(pts: number): Float32Array<ArrayBuffer>[] {
    return this.#rate ? this.#silence(this.#samplesAt(pts) - this.#at) : [];
  }

  /** What is left, and silence up to the end of the last packet. */
  end(pts: number): Float32Array<ArrayBuffer>[] {
    const rate = this.#rate || this.#targetRate;
    const changed = this.#begin(rate);
    const rest = this.#silence(this.#samplesAt(pts) - this.#at);
    return [...changed, ...rest, ...notEmpty(this.#resampler?.flush())];
  }

  /** Go on at this rate. A decoder has one; another begins where the last ended. */
  #begin(rate: number): Float32Array<ArrayBuffer>[] {
    if (rate === this.#rate) return [];
    const rest = notEmpty(this.#resampler?.flush());
    if (this.#rate) this.#at = Math.round((this.#at * rate) / this.#rate);
    this.#rate = rate;
    this.#resampler = new Resampler(rate, this.#targetRate);
    return rest;
  }

  #silence(length: number): Float32Array<ArrayBuffer>[] {
    const most = (MOST_SILENCE_MS / 1000) * this.#rate;
    return length > 0 ? this.#append(new Float32Array(Math.min(length, most))) : [];
  }

  #append(samples: Float32Array): Float32Array<ArrayBuffer>[] {
    const delay = this.#samplesAt(this.#format.preskip);
    const audible = samples.subarray(Math.max(0, delay - this.#at));
    this.#at += samples.length;
    return notEmpty(this.#resampler?.push(audible));
  }

  #samplesAt(ticks: number): number {
    return Math.round((ticks * this.#rate) / this.#format.clock);
  }
}

function notEmpty(samples: Float32Array<ArrayBuffer> | undefined): Float32Array<ArrayBuffer>[] {
  return samples && samples.length > 0 ? [samples] : [];
}
