/**
 * From one sample rate to another, piece by piece: each sample is a weighted sum of its neighbours
 * in the source, by a sinc under a Blackman window. The ratio of two rates is that of two small
 * integers, so there are only so many sets of weights, and they are made once.
 */

/** Zero crossings of the sinc on each side. */
const CROSSINGS = 12;
/** The part of the band that passes; the rest is for the slope. */
const PASS = 0.94;

/** Turns a stream of samples at one rate into one at another. Its output is not delayed. */
export class Resampler {
  readonly #up: number;
  readonly #down: number;
  readonly #reach: number;
  readonly #weights: readonly Float32Array[];
  /** What later samples still need, the first of it at index `#from` of the source. */
  #kept: Float32Array;
  #from: number;
  #next = 0;

  /** Rates in samples per second. */
  constructor(sourceRate: number, targetRate: number) {
    const divisor = gcd(sourceRate, targetRate);
    this.#up = targetRate / divisor;
    this.#down = sourceRate / divisor;
    const band = PASS * Math.min(1, targetRate / sourceRate);
    this.#reach = Math.ceil(CROSSINGS / band);
    this.#weights = Array.from({ length: this.#up }, (_, phase) =>
      weightsAt(phase / this.#up, this.#reach, band),
    );
    this.#kept = new Float32Array(this.#reach);
    this.#from = -this.#reach;
  }

  /** The samples that these make certain; may be none. */
  push(samples: Float32Array): Float32Array<ArrayBuffer> {
    if (this.#up === this.#down) return samples.slice();
    const all = new Float32Array(this.#kept.length + samples.length);
    all.set(this.#kept);
    all.set(samples, this.#kept.length);
    const last = this.#from + all.length - this.#reach; // those before it have all neighbours
    const end = Math.max(this.#next, Math.ceil((last * this.#up) / this.#down));
    const out = new Float32Array(end - this.#next);
    for (let index = 0; index < out.length; index += 1) {
      const at = (this.#next + index) * this.#down;
      const whole = Math.floor(at / this.#up);
      const first = whole - this.#reach + 1 - this.#from;
      out[index] = weighted(all, first, this.#weights[at % this.#up]);
    }
    this.#next = end;
    const needed = Math.floor((end * this.#down) / this.#up) - this.#reach + 1;
    const dropped = Math.min(all.length, Math.max(0, needed - this.#from));
    this.#kept = all.slice(dropped);
    this.#from += dropped;
    return out;
  }

  /** What is left at the end. */
  flush(): Float32Array<ArrayBuffer> {
    return this.push(new Float32Array(this.#up === this.#down ? 0 : this.#reach));
  }
}

/** Weights of the `2 * reach` samples around a place `fraction` of a sample behind a sample. */
function weightsAt(fraction: number, reach: number, band: number): Float32Array {
  const weights = new Float32Array(2 * reach);
  let sum = 0;
  for (let index = 0; index < weights.length; index += 1) {
    const x = index - reach + 1 - fraction;
    const weight = sinc(x * band) * blackman(x / reach);
    weights[index] = weight;
    sum += weight;
  }
  return weights.map((weight) => weight / sum);
}

function weighted(samples: Float32Array, first: number, weights: Float32Array | undefined): number {
  let sum = 0;
  if (!weights) return sum;
  for (let index = 0; index < weights.length; index += 1) {
    sum += (weights[index] ?? 0) * (samples[first + index] ?? 0);
  }
  return sum;
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

/** From 0 at -1 over 1 at 0 to 0 at 1. */
function blackman(x: number): number {
  if (Math.abs(x) >= 1) return 0;
  return 0.42 + 0.5 * Math.cos(Math.PI * x) + 0.08 * Math.cos(2 * Math.PI * x);
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}
