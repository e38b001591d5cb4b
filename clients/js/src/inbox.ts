/**
 * What has arrived for one context and was not taken yet.
 *
 * A WebSocket cannot be told to read no further, so putting never waits. What an unread inbox can
 * hold is bounded by the server, which never runs more than `maxAheadMs` ahead of the listener.
 */

interface Taker<T> {
  readonly resolve: (result: IteratorResult<T, undefined>) => void;
  readonly reject: (error: Error) => void;
}

/** A queue with one reader. */
export class Inbox<T> {
  #items: T[] = [];
  #end: { readonly error?: Error } | undefined;
  #taker: Taker<T> | undefined;

  /** Add an item. Dropped once the inbox is closed. */
  put(item: T): void {
    if (this.#end) return;
    const taker = this.#taker;
    if (!taker) {
      this.#items.push(item);
      return;
    }
    this.#taker = undefined;
    taker.resolve({ done: false, value: item });
  }

  /** Let the reader have what is left, then the error, or else the end. */
  close(error?: Error): void {
    if (this.#end) return;
    this.#end = error ? { error } : {};
    const taker = this.#taker;
    this.#taker = undefined;
    if (taker) this.#finish(taker);
  }

  /** Drop what was not taken. */
  clear(): void {
    this.#items = [];
  }

  /** The next item, or the end. An error is given once; behind it is the end. */
  take(): Promise<IteratorResult<T, undefined>> {
    const [item] = this.#items.splice(0, 1);
    if (item !== undefined) return Promise.resolve({ done: false, value: item });
    if (this.#taker) {
      return Promise.reject(new TypeError("Two loops read the same context; only one can."));
    }
    return new Promise((resolve, reject) => {
      if (this.#end) this.#finish({ resolve, reject });
      else this.#taker = { resolve, reject };
    });
  }

  #finish(taker: Taker<T>): void {
    const error = this.#end?.error;
    this.#end = {};
    if (error) taker.reject(error);
    else taker.resolve({ done: true, value: undefined });
  }
}
