/** The reading half of a context: those who listen, and the one loop that reads. */

import { Emitter, type EventOf, type Listener } from "./emitter.ts";
import type { AudioEvent, ContextEvent } from "./events.ts";
import { Inbox } from "./inbox.ts";

/** Gives a context's events to its listeners at once, and to its loop when that asks. */
export class Reading {
  readonly #inbox = new Inbox<ContextEvent>();
  readonly #emitter = new Emitter<ContextEvent>();
  #silenced = false;

  on<Type extends ContextEvent["type"]>(
    type: Type,
    listener: Listener<EventOf<ContextEvent, Type>>,
  ): () => void {
    return this.#emitter.on(type, listener);
  }

  /** Give an event, unless nobody wants any more. */
  give(event: ContextEvent): void {
    if (this.#silenced) return;
    this.#emitter.emit(event);
    if (!this.#silenced) this.#inbox.put(event); // a listener may have had enough of it
  }

  /** Give the last event, which is wanted in any case. */
  giveLast(event: ContextEvent): void {
    this.#emitter.emit(event);
    this.#inbox.put(event);
  }

  /** Drop what was not taken, and what comes. */
  silence(): void {
    this.#silenced = true;
    this.#inbox.clear();
  }

  /** Let the loop end behind what is left, by the error if there is one. */
  close(error?: Error): void {
    this.#inbox.close(error);
  }

  /**
   * A loop over the events of a kind.
   *
   * @param leave Called where the loop is left before the end.
   */
  loop<Event extends ContextEvent>(
    isWanted: (event: ContextEvent) => event is Event,
    leave: () => void,
  ): AsyncIterator<Event, undefined> {
    let over = false;
    return {
      next: async () => {
        for (;;) {
          const { done, value } = await this.#inbox.take();
          over = done === true;
          if (done) return { done, value };
          if (isWanted(value)) return { done: false, value };
        }
      },
      return: async () => {
        if (!over) leave();
        return { done: true, value: undefined };
      },
    };
  }
}

export function isAny(_event: ContextEvent): _event is ContextEvent {
  return true;
}

export function isAudio(event: ContextEvent): event is AudioEvent {
  return event.type === "audio";
}
