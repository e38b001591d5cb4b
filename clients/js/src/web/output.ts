/**
 * The loudspeaker's side of the players that decode by themselves: an AudioContext, and in it the
 * ring buffer's worklet. Turns go in one after the other.
 */

import { playerError } from "./errors.ts";
import type { PlayerState } from "./player.ts";
import { type FromRing, ringWorklet, type ToRing } from "./ring.worklet.ts";

/** Where the sound goes, and how the worklet is loaded. */
export interface OutputOptions {
  /** One of your own, which then stays open; else one of 48 kHz is made. */
  readonly audioContext?: AudioContext | undefined;
  /** What the sound goes into; the loudspeaker if left out. A node of `audioContext`. */
  readonly destination?: AudioNode | undefined;
  /** Where the page finds `ring.worklet.js`; left out, it is loaded as a blob. */
  readonly workletUrl?: string | URL | undefined;
}

/** What the output tells its owner. */
export interface OutputListener {
  state(state: PlayerState): void;
  ring(message: FromRing): void;
}

const WANTED_RATE = 48_000;
/** A context that may sound does so sooner than this, in milliseconds. */
const BLOCKED_AFTER_MS = 250;
/** A worklet that lives answers sooner than this, in milliseconds. */
const ANSWER_MS = 100;

/** Plays samples. All lengths in frames of `rate`. */
export class Output {
  readonly audio: AudioContext;
  readonly #node: AudioWorkletNode;
  readonly #isOwn: boolean;
  readonly #listener: OutputListener;
  #state: PlayerState = "starting";
  #turn = 0;
  #posted = 0;
  #last: FromRing | undefined;
  #cleared: ((message: FromRing) => void) | undefined;

  /** @throws PlayerError if the worklet cannot be loaded. */
  static async open(options: OutputOptions, listener: OutputListener): Promise<Output> {
    const audio = options.audioContext ?? newAudioContext();
    try {
      await loadWorklet(audio, options.workletUrl);
      return new Output(audio, options, listener);
    } catch (error) {
      if (!options.audioContext) await audio.close();
      throw playerError(
        "The worklet cannot be loaded; a page whose policy forbids blobs names its file in " +
          "the option workletUrl",
        error,
      );
    }
  }

  private constructor(audio: AudioContext, options: OutputOptions, listener: OutputListener) {
    this.audio = audio;
    this.#isOwn = options.audioContext === undefined;
    this.#listener = listener;
    this.#node = new AudioWorkletNode(audio, "rtts-ring", {
      numberOfInputs: 0,
      outputChannelCount: [1],
    });
    this.#node.connect(options.destination ?? audio.destination);
    this.#node.port.onmessage = ({ data }: MessageEvent<FromRing>) => this.#take(data);
    audio.addEventListener("statechange", this.#follow);
    this.resume().catch(() => {}); // then it is blocked, which the state says
    setTimeout(() => {
      if (this.#state === "starting") this.#become("blocked");
    }, BLOCKED_AFTER_MS);
  }

  /** Frames per second. */
  get rate(): number {
    return this.audio.sampleRate;
  }

  get state(): PlayerState {
    return this.#state;
  }

  /** Seconds between a frame's being played and its being heard. */
  get latency(): number {
    return this.audio.outputLatency || this.audio.baseLatency || 0;
  }

  /** Let the sound out. Returns when it is; may wait for the user. */
  async resume(): Promise<void> {
    if (this.#state !== "closed" && this.audio.state !== "running") await this.audio.resume();
    this.#follow();
  }

  /** Begin a turn. */
  open(target: number): void {
    this.#turn += 1;
    this.#posted = 0;
    this.#last = undefined;
    this.#post({ type: "open", turn: this.#turn, target });
  }

  /** Append to the turn. The samples are given away. */
  write(samples: Float32Array<ArrayBuffer>): void {
    this.#posted += samples.length;
    this.#post({ type: "samples", turn: this.#turn, samples }, [samples.buffer]);
  }

  /** How much has to be there before the turn sounds. */
  aim(target: number): void {
    this.#post({ type: "target", turn: this.#turn, target });
  }

  /** No more comes in this turn. */
  end(): void {
    this.#post({ type: "end", turn: this.#turn });
  }

  /** Be silent. Returns how many frames of the turn were played. */
  clear(): Promise<number> {
    const answer = new Promise<number>((resolve) => {
      this.#cleared = (message) => resolve(message.frames);
      setTimeout(() => resolve(this.playedFrames), ANSWER_MS); // it does not run, so it is silent
    });
    this.#post({ type: "clear", turn: this.#turn });
    return answer;
  }

  /** Frames of the turn that were played by now. */
  get playedFrames(): number {
    const last = this.#last;
    if (!last) return 0;
    const sounds = last.type === "position" || last.type === "started" || last.type === "resumed";
    const since = sounds ? Math.max(0, this.audio.currentTime - last.time) : 0;
    return Math.min(last.frames + Math.round(since * this.rate), this.#posted);
  }

  /** Frames that wait to be played. */
  get waitingFrames(): number {
    return this.#posted - this.playedFrames;
  }

  /** When a frame that was played at that time of the context is heard: `performance.now()`. */
  heardAt(time: number): number {
    const { contextTime, performanceTime } = this.audio.getOutputTimestamp();
    if (contextTime !== undefined && performanceTime !== undefined && contextTime > 0) {
      return performanceTime + (time - contextTime) * 1000;
    }
    return performance.now() + (time - this.audio.currentTime) * 1000;
  }

  /** Give back what the browser lent. */
  async close(): Promise<void> {
    if (this.#state === "closed") return;
    this.#become("closed");
    this.audio.removeEventListener("statechange", this.#follow);
    this.#post({ type: "close" });
    this.#node.disconnect();
    this.#node.port.onmessage = null;
    if (this.#isOwn && this.audio.state !== "closed") await this.audio.close();
  }

  readonly #follow = (): void => {
    if (this.audio.state === "running") this.#become("running");
    else if (this.audio.state === "closed") this.#become("closed");
    else if (this.#state === "running") this.#become("blocked");
  };

  #become(state: PlayerState): void {
    if (state === this.#state || this.#state === "closed") return;
    this.#state = state;
    this.#listener.state(state);
  }

  #take(message: FromRing): void {
    if (message.turn !== this.#turn) return;
    this.#last = message;
    if (message.type === "cleared") this.#cleared?.(message);
    this.#listener.ring(message);
  }

  #post(message: ToRing, transfer: Transferable[] = []): void {
    this.#node.port.postMessage(message, transfer);
  }
}

/** Of 48 kHz where the browser lets one choose, which all do by now. */
function newAudioContext(): AudioContext {
  const latencyHint = "interactive";
  try {
    return new AudioContext({ sampleRate: WANTED_RATE, latencyHint });
  } catch {
    return new AudioContext({ latencyHint });
  }
}

const loaded = new WeakMap<AudioContext, Promise<void>>();

/** Load the worklet, once into each AudioContext. */
function loadWorklet(audio: AudioContext, url: string | URL | undefined): Promise<void> {
  const loading = loaded.get(audio) ?? addModule(audio, url);
  loaded.set(audio, loading);
  loading.catch(() => loaded.delete(audio));
  return loading;
}

async function addModule(audio: AudioContext, url: string | URL | undefined): Promise<void> {
  if (url !== undefined) return audio.audioWorklet.addModule(String(url));
  const source = new Blob([`(${ringWorklet})();`], { type: "text/javascript" });
  const address = URL.createObjectURL(source);
  try {
    await audio.audioWorklet.addModule(address);
  } finally {
    URL.revokeObjectURL(address);
  }
}
