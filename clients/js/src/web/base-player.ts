/** What all players have in common: contexts are played in turn, and cancelled together. */

import { Emitter } from "../emitter.ts";
import type { ContextCancelled } from "../protocol.ts";
import { PlayerError } from "./errors.ts";
import type {
  Playable,
  Playback,
  Player,
  PlayerEvent,
  PlayerPath,
  PlayerState,
  PlayerStats,
} from "./player.ts";

/** One context that plays. Times in milliseconds of the context's audio. */
export interface Turn {
  readonly context: Playable;
  /** What has arrived and was not heard. */
  readonly aheadMs: number;
  /** Play all of it; returns when it was heard, or silenced. */
  run(): Promise<void>;
  /** Be silent at once; returns what was heard. */
  silence(): Promise<number>;
  /** What was heard by now. */
  played(): number;
}

/** What a turn tells its player. */
export interface TurnEvents {
  started(firstSoundMs: number): void;
  underrun(): void;
}

/** The queue in front of a loudspeaker. */
export abstract class BasePlayer<Own extends Turn> implements Player {
  abstract readonly path: PlayerPath;
  abstract readonly options: Player["options"];
  protected readonly emitter = new Emitter<PlayerEvent>();
  /** The turn that plays. */
  protected turn: Own | undefined;
  protected firstSoundMs: number | undefined;
  protected underruns = 0;
  readonly #waiting = new Set<Playable>();
  #queue: Promise<unknown> = Promise.resolve();
  #heardMs = 0;
  #cancelling: Promise<ContextCancelled | undefined> | undefined;
  #closing: Promise<void> | undefined;

  abstract get state(): PlayerState;
  abstract get stats(): PlayerStats;
  abstract resume(): Promise<void>;
  /** Make ready for a context. */
  protected abstract begin(context: Playable, events: TurnEvents): Own;
  /** Give everything back. */
  protected abstract release(): Promise<void>;

  play(context: Playable): Promise<Playback> {
    if (this.#closing) return Promise.reject(new PlayerError("The player is closed."));
    this.#waiting.add(context);
    const playback = this.#queue.then(() => this.#play(context));
    this.#queue = playback.catch(() => {}); // whoever asked for it has the error
    return playback;
  }

  cancel(): Promise<ContextCancelled | undefined> {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    // who plays them has their errors
    const queued = Promise.allSettled(waiting.map((context) => context.cancel({ playedMs: 0 })));
    // a second barge-in, before the report of the first, finds the same turn and others that wait
    this.#cancelling ??= this.#cancelTurn().finally(() => {
      this.#cancelling = undefined;
    });
    const report = Promise.all([this.#cancelling, queued]).then(([ofTurn]) => ofTurn);
    report.catch(() => {}); // who barges in need not wait
    return report;
  }

  played(): number {
    return this.turn ? this.turn.played() : this.#heardMs;
  }

  on<Type extends PlayerEvent["type"]>(
    type: Type,
    listener: (event: Extract<PlayerEvent, { readonly type: Type }>) => void,
  ): () => void {
    return this.emitter.on(type, listener);
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    const turn = this.turn;
    const cancelled = this.cancel().catch(() => {}); // a session that is gone reports nothing
    await turn?.silence();
    await this.release(); // before the report: a line that is down gives none for long
    await cancelled;
  }

  async #play(context: Playable): Promise<Playback> {
    if (!this.#waiting.delete(context)) return { playedMs: 0, cancelled: await context.cancel() };
    let cancelled: ContextCancelled | undefined;
    const undo = context.on("context.cancelled", (report) => {
      cancelled = report;
    });
    this.#heardMs = 0;
    const turn = this.begin(context, {
      started: (firstSoundMs) => {
        this.firstSoundMs = firstSoundMs;
        this.emitter.emit({ type: "started", context, firstSoundMs });
      },
      underrun: () => {
        this.underruns += 1;
        this.emitter.emit({ type: "underrun", context, playedMs: turn.played() });
      },
    });
    this.turn = turn;
    try {
      await turn.run();
      await this.#cancelling?.catch(() => {}); // whoever cancelled has the error
      if (context.state === "cancelled") cancelled ??= await context.cancel();
      return { playedMs: turn.played(), cancelled };
    } catch (error) {
      if (context.state !== "failed") await this.#giveUp(turn);
      throw error;
    } finally {
      undo();
      this.#heardMs = turn.played();
      this.turn = undefined;
      this.emitter.emit({ type: "ended", context, playedMs: this.#heardMs });
    }
  }

  /** What cannot be played need not be spoken. */
  async #giveUp(turn: Own): Promise<void> {
    const playedMs = Math.round(await turn.silence());
    await turn.context.cancel({ playedMs }).catch(() => {}); // the first error is what counts
  }

  async #cancelTurn(): Promise<ContextCancelled | undefined> {
    const turn = this.turn;
    if (!turn) return undefined;
    return turn.context.cancel({ playedMs: Math.round(await turn.silence()) });
  }
}
