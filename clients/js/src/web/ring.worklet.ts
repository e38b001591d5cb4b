/**
 * The end of the line in the browser: an AudioWorklet that plays samples out of a ring buffer.
 *
 * All of it is one function that uses nothing from outside, so that it can be loaded both ways:
 * this file by its own address, or the function's text as a blob where the page's policy lets it.
 * For the same reason it is written without what compilers put helpers in place of.
 *
 * Times are in frames: one sample of the one channel.
 */

/** What the page tells the worklet. `turn` numbers what is played; other turns' messages drop. */
export type ToRing =
  /** A turn begins. It sounds once `target` frames are there, or all of it is. */
  | { readonly type: "open"; readonly turn: number; readonly target: number }
  | { readonly type: "samples"; readonly turn: number; readonly samples: Float32Array }
  /** How much must be there before it sounds, at the start and after a gap. */
  | { readonly type: "target"; readonly turn: number; readonly target: number }
  /** No more comes. */
  | { readonly type: "end"; readonly turn: number }
  /** Be silent within a quantum, and forget the turn. */
  | { readonly type: "clear"; readonly turn: number }
  /** Never play again. */
  | { readonly type: "close" };

/** What the worklet tells the page. */
export interface FromRing {
  /**
   * - `started`: the first frame of the turn is being played
   * - `position`: every few quanta
   * - `underrun`: there was nothing to play, and the turn is not over
   * - `resumed`: it goes on after that
   * - `ended`: the last frame was played
   * - `cleared`: it is silent
   */
  readonly type: "started" | "position" | "underrun" | "resumed" | "ended" | "cleared";
  readonly turn: number;
  /** Frames of the turn that were played at `time`. */
  readonly frames: number;
  /** Frames that wait to be played. */
  readonly level: number;
  /** Frames that had no room; none, if the page minds its bound. */
  readonly lost: number;
  /** The AudioContext's time, in seconds. */
  readonly time: number;
}

/** What `AudioWorkletGlobalScope` has, and TypeScript's own declarations have not. */
interface WorkletScope {
  readonly AudioWorkletProcessor: new () => { readonly port: MessagePort };
  readonly registerProcessor: (name: string, Processor: unknown) => void;
  readonly sampleRate: number;
  readonly currentTime: number;
}

/** Register the processor `rtts-ring`. To be run in an AudioWorkletGlobalScope. */
export function ringWorklet(): void {
  const scope = globalThis as unknown as WorkletScope;
  const SECONDS = 8;
  const QUANTA_BETWEEN_POSITIONS = 4;

  // Without a name: bundlers that are to keep names call a helper of theirs for each that there is.
  scope.registerProcessor(
    "rtts-ring",
    class extends scope.AudioWorkletProcessor {
      declare ring: Float32Array;
      declare turn: number;
      declare target: number;
      /** Frames of the turn that came, that were played, and that had no room. */
      declare written: number;
      declare read: number;
      declare lost: number;
      /** A turn is open. */
      declare open: boolean;
      /** It sounds, and did so before. */
      declare sounding: boolean;
      declare begun: boolean;
      /** All of it has come. */
      declare complete: boolean;
      /** It is to be silent. */
      declare clearing: boolean;
      declare quanta: number;
      declare closed: boolean;

      constructor() {
        super();
        this.ring = new Float32Array(Math.ceil(scope.sampleRate * SECONDS));
        this.closed = false;
        this.quanta = 0;
        this.turn = -1;
        this.target = this.written = this.read = this.lost = 0;
        this.open = this.sounding = this.complete = this.clearing = this.begun = false;
        this.port.onmessage = (event: MessageEvent<ToRing>) => this.take(event.data);
      }

      take(message: ToRing): void {
        if (message.type === "close") {
          this.closed = true;
        } else if (message.type === "open") {
          this.turn = message.turn;
          this.target = message.target;
          this.written = this.read = this.lost = 0;
          this.open = true;
          this.sounding = this.complete = this.clearing = this.begun = false;
        } else if (message.turn !== this.turn || !this.open) {
          if (message.type === "clear") this.tell("cleared", scope.currentTime);
        } else if (message.type === "samples") {
          this.write(message.samples);
        } else if (message.type === "target") {
          this.target = message.target;
        } else if (message.type === "end") {
          this.complete = true;
        } else if (this.sounding) {
          this.clearing = true;
        } else {
          this.finish("cleared", scope.currentTime);
        }
      }

      write(samples: Float32Array): void {
        const size = this.ring.length;
        const count = Math.min(samples.length, size - (this.written - this.read));
        const at = this.written % size;
        const first = Math.min(count, size - at);
        this.ring.set(samples.subarray(0, first), at);
        this.ring.set(samples.subarray(first, count), 0);
        this.written += count;
        this.lost += samples.length - count;
      }

      process(_inputs: unknown, outputs: Float32Array[][]): boolean {
        const out = outputs[0]?.[0];
        if (this.closed || !out) return !this.closed;
        if (this.open) this.play(out);
        return true;
      }

      play(out: Float32Array): void {
        const now = scope.currentTime;
        const level = this.written - this.read;
        if (!this.sounding) {
          if (level === 0 && this.complete) this.finish("ended", now);
          if (level === 0 || (level < this.target && !this.complete)) return;
          this.sounding = true;
          this.tell(this.begun ? "resumed" : "started", now);
          this.begun = true;
        }
        const count = Math.min(level, out.length);
        this.copy(out, count);
        this.read += count;
        const then = now + count / scope.sampleRate;
        if (this.clearing) {
          // To zero within the quantum: a sound that is cut off clicks.
          for (let i = 0; i < count; i += 1) out[i] = (out[i] ?? 0) * (1 - (i + 1) / count);
          this.finish("cleared", then);
        } else if (this.complete && this.read === this.written) {
          this.finish("ended", then);
        } else if (count < out.length) {
          this.sounding = false;
          this.tell("underrun", then);
        } else {
          this.quanta += 1;
          if (this.quanta % QUANTA_BETWEEN_POSITIONS === 0) this.tell("position", then);
        }
      }

      copy(out: Float32Array, count: number): void {
        const at = this.read % this.ring.length;
        const first = Math.min(count, this.ring.length - at);
        out.set(this.ring.subarray(at, at + first));
        out.set(this.ring.subarray(0, count - first), first);
      }

      finish(how: "ended" | "cleared", time: number): void {
        this.tell(how, time);
        this.open = this.sounding = false;
      }

      tell(type: FromRing["type"], time: number): void {
        const level = this.written - this.read;
        const { turn, read: frames, lost } = this;
        const message: FromRing = { type, turn, frames, level, lost, time };
        this.port.postMessage(message);
      }
    },
  );
}

if ("registerProcessor" in globalThis) ringWorklet();
