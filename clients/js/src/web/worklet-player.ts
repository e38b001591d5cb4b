/** The player for audio that is decoded here: by WebCodecs, by WebAssembly, or not at all. */

import type { Codec } from "../options.ts";
import { BasePlayer, type TurnEvents } from "./base-player.ts";
import type { DecoderFactory } from "./decoder.ts";
import { Jitter, type JitterBounds } from "./jitter.ts";
import { Output, type OutputOptions } from "./output.ts";
import type { Playable, Player, PlayerPath, PlayerState, PlayerStats } from "./player.ts";
import { WorkletTurn } from "./worklet-turn.ts";

/** What a path of this kind consists of. */
export interface WorkletPath {
  readonly path: PlayerPath;
  readonly codec: Codec;
  readonly makeDecoder: DecoderFactory;
}

/** How far the server is to be ahead: enough for a bad moment, little to throw away. */
export const LEAD_MS = 1_000;

/** Plays by an AudioWorklet. Made by `createPlayer`. */
export class WorkletPlayer extends BasePlayer<WorkletTurn> {
  readonly path: PlayerPath;
  readonly options: Player["options"];
  readonly #makeDecoder: DecoderFactory;
  readonly #jitter: Jitter;
  #output: Output | undefined;

  /** @throws PlayerError if the browser does not let it play. */
  static async open(
    way: WorkletPath,
    output: OutputOptions,
    jitter?: JitterBounds,
  ): Promise<WorkletPlayer> {
    const player = new WorkletPlayer(way, jitter);
    player.#output = await Output.open(output, {
      state: (state) => {
        player.emitter.emit({ type: "state", state });
        if (state === "closed") void player.close(); // its page may have closed the AudioContext
      },
      ring: (message) => player.turn?.take(message),
    });
    return player;
  }

  private constructor(way: WorkletPath, jitter?: JitterBounds) {
    super();
    this.path = way.path;
    this.options = { codec: way.codec, pacing: { mode: "lead", leadMs: LEAD_MS } };
    this.#makeDecoder = way.makeDecoder;
    this.#jitter = new Jitter(jitter);
  }

  get state(): PlayerState {
    return this.#output?.state ?? "starting";
  }

  get stats(): PlayerStats {
    const { targetMs, jitterMs } = this.#jitter;
    const waiting = this.turn && this.#output ? this.#output.waitingFrames / this.#output.rate : 0;
    return {
      firstSoundMs: this.firstSoundMs,
      aheadMs: this.turn?.aheadMs ?? 0,
      bufferedMs: waiting * 1000,
      targetMs,
      jitterMs,
      underruns: this.underruns,
      outputLatencyMs: (this.#output?.latency ?? 0) * 1000,
    };
  }

  async resume(): Promise<void> {
    await this.#output?.resume();
  }

  protected begin(context: Playable, events: TurnEvents): WorkletTurn {
    if (!this.#output) throw new TypeError("The player was not opened.");
    return new WorkletTurn(context, this.#output, this.#jitter, this.#makeDecoder, events);
  }

  protected async release(): Promise<void> {
    await this.#output?.close();
  }
}
