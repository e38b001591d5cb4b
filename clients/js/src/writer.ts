/**
 * Writing to a line no faster than it carries.
 *
 * A WebSocket takes whatever it is given and keeps it, and text that waits there is neither
 * counted nor ever taken back. So it is given little at a time, by its `bufferedAmount`, and who
 * sends much has to wait. No event says that the buffer has room again: it is looked at.
 */

import { Journal } from "./journal.ts";
import type { Line } from "./line.ts";
import { encodeClientMessage } from "./protocol.ts";

const FULL_BYTES = 64 * 1024;
const LOOK_AGAIN_MS = 5;
/** What the `t` of a ping begins with that asks what has arrived. */
const ARRIVED = "arrived ";

/** Writes a session's messages, over one line after the other, each of them once. */
export class Writer {
  readonly #journal: Journal;
  #line: Line | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waiters: (() => void)[] = [];

  /** @param keep Whether messages may ever have to be written again. */
  constructor(keep: boolean) {
    this.#journal = new Journal(keep);
  }

  /** Write over this line from now on; without one, what comes waits in the journal. */
  use(line: Line | undefined): void {
    this.#line = line;
    this.#pump();
  }

  /** Write a message. Returns when the socket has it, or at once while there is none. */
  async write(wire: string): Promise<void> {
    this.#journal.add(wire);
    const number = this.#journal.question();
    if (number !== undefined) this.#journal.add(question(number));
    this.#pump();
    if (this.#timer !== undefined) {
      await new Promise<void>((resolve) => void this.#waiters.push(resolve));
    }
  }

  /** Have the server say something: what it has. */
  ask(): void {
    this.#journal.add(question(this.#journal.end + 1));
    this.#pump();
  }

  /** Whether the `t` of a pong is such an answer, which is noted. */
  isAnswer(t: number | string | undefined): boolean {
    if (typeof t !== "string" || !t.startsWith(ARRIVED)) return false;
    this.#journal.arrived(Number(t.slice(ARRIVED.length)));
    return true;
  }

  /** Write anew, over the next line, what the server has not. Returns how many messages that are. */
  rewind(received: number): number {
    return this.#journal.rewind(received);
  }

  /** Nothing that was written will have to be written again. */
  release(): void {
    this.#journal.release();
  }

  #pump(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const line = this.#line;
    while (line && this.#journal.waiting && line.bufferedBytes < FULL_BYTES) {
      const wire = this.#journal.take();
      if (wire !== undefined) line.send(wire);
    }
    if (line && this.#journal.waiting) {
      this.#timer = setTimeout(() => this.#pump(), LOOK_AGAIN_MS);
      return;
    }
    for (const resolve of this.#waiters.splice(0)) resolve();
  }
}

function question(number: number): string {
  return encodeClientMessage({ type: "ping", t: `${ARRIVED}${number}` });
}
