/** Noticing a line that has died in silence while something is awaited from it. */

import { timerMs } from "./timer.ts";

/** What a watch goes by and what it does. */
export interface Watched {
  /** Whether something is awaited. */
  awaited(): boolean;
  /** Have the other side say something. */
  ask(): void;
  /** Nothing came, not even the answer. */
  silent(): void;
}

/** Looks every `silenceMs` whether something was heard; asks once, then gives up. */
export class Watch {
  readonly #silenceMs: number;
  readonly #watched: Watched;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #heard = false;
  #asked = false;

  constructor(silenceMs: number, watched: Watched) {
    this.#silenceMs = timerMs(silenceMs);
    this.#watched = watched;
  }

  /** Begin to look, unless it does already. */
  start(): void {
    if (this.#timer !== undefined || !this.#watched.awaited()) return;
    this.#heard = false;
    this.#asked = false;
    this.#timer = setTimeout(() => this.#look(), this.#silenceMs);
  }

  /** Note that something came. */
  heard(): void {
    this.#heard = true;
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #look(): void {
    this.stop();
    if (!this.#watched.awaited()) return;
    const silent = !this.#heard;
    const gaveUp = silent && this.#asked;
    this.#asked = silent && !gaveUp;
    this.#heard = false;
    this.#timer = setTimeout(() => this.#look(), this.#silenceMs);
    if (gaveUp) this.#watched.silent();
    else if (silent) this.#watched.ask();
  }
}
