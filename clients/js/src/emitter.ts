/** Telling those who asked to be told, in the order in which they asked. */

/** Takes events of one type. */
export type Listener<Event> = (event: Event) => void;

/** Events that are told apart by `type`. */
interface Typed {
  readonly type: string;
}

/** The event of a type, among those of a union. */
export type EventOf<Event extends Typed, Type extends Event["type"]> = Extract<
  Event,
  { readonly type: Type }
>;

/** A list of listeners for each type of event. */
export class Emitter<Event extends Typed> {
  readonly #listeners = new Map<string, Set<Listener<never>>>();

  /** Tell the listener of each event of the type. Returns what undoes this. */
  on<Type extends Event["type"]>(type: Type, listener: Listener<EventOf<Event, Type>>): () => void {
    const listeners = this.#listeners.get(type) ?? new Set();
    this.#listeners.set(type, listeners.add(listener));
    return () => void listeners.delete(listener);
  }

  /** Tell of an event. What a listener throws is thrown where nobody's work is in the way. */
  emit(event: Event): void {
    for (const listener of [...(this.#listeners.get(event.type) ?? [])]) {
      try {
        (listener as Listener<Event>)(event);
      } catch (error) {
        setTimeout(() => {
          throw error;
        }, 0);
      }
    }
  }
}
