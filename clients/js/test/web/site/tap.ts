/** What comes out of a player, sample by sample. */

/** Louder than this is a tone; they are at 0.3. */
const LOUD = 0.03;
const CHARACTER_S = 0.05;

/** A stretch of time in which there was sound, in frames of the tap. */
export interface Sound {
  readonly first: number;
  readonly last: number;
}

/** Records everything that passes. */
export class Tap {
  readonly node: AudioWorkletNode;
  readonly #audio: AudioContext;
  #samples = new Float32Array(1 << 16);
  #origin: number | undefined;
  #end = 0;

  static async open(audio: AudioContext): Promise<Tap> {
    await audio.audioWorklet.addModule("/tap.worklet.js");
    return new Tap(audio);
  }

  private constructor(audio: AudioContext) {
    this.#audio = audio;
    this.node = new AudioWorkletNode(audio, "tap", { outputChannelCount: [1] });
    this.node.connect(audio.destination);
    this.node.port.onmessage = ({ data }: MessageEvent<{ frame: number; samples: Float32Array }>) =>
      this.#take(data.frame, data.samples);
  }

  /** Frames recorded so far. */
  get length(): number {
    return this.#end;
  }

  /** The samples between two frames. */
  slice(first: number, last: number): Float32Array {
    return this.#samples.subarray(Math.max(0, first), Math.min(last, this.#end));
  }

  /** From the first loud sample behind `from` to the last loud one. */
  sound(from = 0): Sound | undefined {
    let first = from;
    while (first < this.#end && !this.#isLoud(first)) first += 1;
    if (first >= this.#end) return undefined;
    let last = this.#end - 1;
    while (!this.#isLoud(last)) last -= 1;
    return { first, last };
  }

  /** The longest silence inside of a sound, in ms. */
  longestGapMs({ first, last }: Sound): number {
    let [longest, since] = [0, first];
    for (let at = first; at <= last; at += 1) {
      if (!this.#isLoud(at)) continue;
      longest = Math.max(longest, at - since);
      since = at;
    }
    return (longest * 1000) / this.#audio.sampleRate;
  }

  /** When a frame is heard, as `performance.now()` counts. */
  heardAt(frame: number): number {
    const { contextTime = 0, performanceTime = 0 } = this.#audio.getOutputTimestamp();
    return performanceTime + (this.timeOf(frame) - contextTime) * 1000;
  }

  /** When a frame passes, in seconds of the context's time. */
  timeOf(frame: number): number {
    return ((this.#origin ?? 0) + frame) / this.#audio.sampleRate;
  }

  /** Which characters the tone engine speaks from a frame on. */
  characters(first: number, count: number): string {
    const size = Math.round(CHARACTER_S * this.#audio.sampleRate);
    return Array.from({ length: count }, (_, index) =>
      character(
        this.slice(first + index * size, first + (index + 1) * size),
        this.#audio.sampleRate,
      ),
    ).join("");
  }

  #isLoud(at: number): boolean {
    return Math.abs(this.#samples[at] ?? 0) > LOUD;
  }

  #take(frame: number, samples: Float32Array): void {
    this.#origin ??= frame;
    const at = frame - this.#origin;
    if (at + samples.length > this.#samples.length) {
      const larger = new Float32Array(2 * this.#samples.length);
      larger.set(this.#samples);
      this.#samples = larger;
    }
    this.#samples.set(samples, at);
    this.#end = at + samples.length;
  }
}

/** The printable character whose tone this is; a space for silence. */
function character(samples: Float32Array, rate: number): string {
  let [best, most] = [" ", samples.length * 0.02];
  for (let code = 33; code < 127; code += 1) {
    const turn = (2 * Math.PI * (300 + 20 * (code % 96))) / rate;
    let [re, im] = [0, 0];
    samples.forEach((sample, index) => {
      re += sample * Math.cos(turn * index);
      im += sample * Math.sin(turn * index);
    });
    const power = Math.hypot(re, im);
    if (power > most) [best, most] = [String.fromCharCode(code), power];
  }
  return best;
}
