/**
 * How much audio has to be there before it is begun: enough that a late packet is not missed, no
 * more, since the listener waits for it.
 *
 * A packet is as late as its way took longer than the shortest way of late. Audio that comes ahead
 * of time only makes later ways shorter, so the shortest one counts among the last packets.
 */

/** The bounds of the target, in milliseconds. */
export interface JitterBounds {
  readonly minMs: number;
  readonly maxMs: number;
}

export const JITTER_BOUNDS: JitterBounds = { minMs: 60, maxMs: 100 };

/** Packets that are looked back at: 5 s of them, at 20 ms each. */
const WINDOW = 250;
/** This part of the packets may be later than the target allows for. */
const TOO_LATE = 0.02;
const AFTER_UNDERRUN_MS = 20;
/** What is left of that after a turn without one. */
const FORGIVENESS = 0.5;

/** Learns from arrivals; lives as long as the line. All times in milliseconds. */
export class Jitter {
  readonly #bounds: JitterBounds;
  #ways: number[] = [];
  #lateness: number[] = [];
  #distrust = 0;
  #underrun = false;

  constructor(bounds: JitterBounds = JITTER_BOUNDS) {
    this.#bounds = bounds;
  }

  /** A turn begins: its clock has nothing to do with that of the last one. */
  begin(): void {
    if (!this.#underrun) this.#distrust *= FORGIVENESS;
    this.#underrun = false;
    this.#ways = [];
  }

  /**
   * A packet came at `atMs` that belongs to `ptsMs` of the turn and lasts `durationMs`.
   *
   * @param aheadMs What was there to be heard before it. With more of that than any target asks
   * for it was held back by a server that sends no further ahead, and is not late.
   */
  arrived(atMs: number, ptsMs: number, durationMs: number, aheadMs = 0): void {
    const way = atMs - ptsMs;
    this.#ways = [...this.#ways.slice(1 - WINDOW), way];
    // What is done with a packet is done when its end has come, not its start.
    const awaited = aheadMs <= this.#bounds.maxMs;
    const late = awaited ? way - Math.min(...this.#ways) + durationMs : durationMs;
    this.#lateness = [...this.#lateness.slice(1 - WINDOW), late];
  }

  /** There was nothing to play. */
  missed(): void {
    this.#underrun = true;
    this.#distrust += AFTER_UNDERRUN_MS;
  }

  /** Milliseconds that should be there before playing. */
  get targetMs(): number {
    const { minMs, maxMs } = this.#bounds;
    this.#distrust = Math.min(this.#distrust, maxMs - minMs);
    return Math.min(maxMs, Math.max(minMs, this.jitterMs) + this.#distrust);
  }

  /** How late packets come, but for the very last of them. */
  get jitterMs(): number {
    const sorted = [...this.#lateness].sort((a, b) => a - b);
    return sorted[Math.ceil(sorted.length * (1 - TOO_LATE)) - 1] ?? 0;
  }
}
