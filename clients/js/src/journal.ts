/**
 * What was sent to the server and may not have arrived, numbered as the server counts it.
 *
 * A line that is lost takes with it what was under way. When the session goes on over another
 * one, the server says how many messages it has, and the rest is written again. In between it is
 * asked now and then, by a `ping` whose answer shows that all before it has arrived, so that what
 * is held does not grow with the session.
 */

import { ProtocolError } from "./errors.ts";

const ASK_MESSAGES = 128;
const ASK_CHARS = 64 * 1024;

/** The last messages of a session. It holds none until it is known that it has to. */
export class Journal {
  #keep: boolean;
  readonly #held: string[] = [];
  /** Number of the oldest that is held. */
  #first = 0;
  /** Number of the next to be written. */
  #next = 0;
  #asked = 0;
  #charsSince = 0;

  /** @param keep Whether messages may ever have to be written again. */
  constructor(keep: boolean) {
    this.#keep = keep;
  }

  /** How many messages there were. */
  get end(): number {
    return this.#first + this.#held.length;
  }

  /** How many messages are held. */
  get held(): number {
    return this.#held.length;
  }

  /** Whether something waits to be written. */
  get waiting(): boolean {
    return this.#next < this.end;
  }

  /** Take in a message that is to be sent. */
  add(wire: string): void {
    this.#held.push(wire);
    this.#charsSince += wire.length;
  }

  /** The next message to be written, which then counts as that; undefined if all are. */
  take(): string | undefined {
    const wire = this.#held[this.#next - this.#first];
    if (wire === undefined) return undefined;
    this.#next += 1;
    if (!this.#keep) this.arrived(this.#next);
    return wire;
  }

  /** The number under which to ask what has arrived, if it is time for that. */
  question(): number | undefined {
    const due = this.end - this.#asked >= ASK_MESSAGES || this.#charsSince >= ASK_CHARS;
    if (!this.#keep || !due) return undefined;
    this.#asked = this.end + 1; // the question is a message itself
    this.#charsSince = 0;
    return this.#asked;
  }

  /** Learn that the server has so many; they are forgotten. */
  arrived(count: number): void {
    const known = Math.min(count, this.#next);
    if (known > this.#first) this.#held.splice(0, known - this.#first);
    this.#first = Math.max(this.#first, known);
  }

  /**
   * Write anew from behind the first `received`. Returns how many that are.
   *
   * @throws ProtocolError for a number that cannot be.
   */
  rewind(received: number): number {
    if (received < this.#first || received > this.#next) {
      throw new ProtocolError(
        `The server says that it has ${received} messages, which cannot be: ` +
          `${this.#next} were sent, and it had ${this.#first} before.`,
      );
    }
    const again = this.#next - received;
    this.#next = received;
    this.arrived(received);
    return again;
  }

  /** Hold nothing any longer that was written. */
  release(): void {
    this.#keep = false;
    this.arrived(this.#next);
  }
}
