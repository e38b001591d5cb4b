/**
 * Text from wherever it comes, as pieces worth a message each.
 *
 * A language model gives tokens, one by one or in bursts. What comes faster than the socket
 * should carry it (servers limit the messages a second) is joined.
 */

/** A text, or its pieces as they are written. */
export type TextSource =
  | string
  | Iterable<string>
  | AsyncIterable<string>
  | { getReader(): TextReader };

/** What this package uses of the reader of a `ReadableStream`. */
export interface TextReader {
  read(): Promise<{ done: boolean; value?: string | undefined }>;
  cancel(): Promise<void>;
}

/** At least this long between two messages of one source: 200 a second. */
const GAP_MS = 5;
/** Joined text of this length does not wait for more. */
const ENOUGH = 4000;

const GAP_IS_OVER = Symbol("gap");
const NOBODY_LISTENS = Symbol("stopped");

/**
 * The source's text in pieces, as soon as it is there; none of them empty.
 *
 * @param stopped Settles when no more is wanted: the source is told to end, and not waited for.
 * @throws What the source throws.
 */
export async function* textPieces(
  source: TextSource,
  stopped: Promise<unknown>,
): AsyncGenerator<string, void, void> {
  if (typeof source === "string") {
    if (source) yield source;
    return;
  }
  const stop = stopped.then(
    () => NOBODY_LISTENS,
    () => NOBODY_LISTENS,
  );
  const pieces = iteratorOf(source);
  let next = asPromise(pieces);
  let gap: Promise<typeof GAP_IS_OVER> = Promise.resolve(GAP_IS_OVER);
  let text = "";
  try {
    for (;;) {
      const turn = await Promise.race(text ? [next, gap, stop] : [next, stop]).catch(asThrown);
      if (turn === NOBODY_LISTENS) return;
      if (turn instanceof Thrown) {
        if (text) yield text;
        throw turn.error;
      }
      const result = typeof turn === "symbol" ? undefined : turn;
      if (result && !result.done) {
        text += result.value;
        next = asPromise(pieces);
        if (text.length < ENOUGH) continue;
      }
      if (text) yield text;
      if (result?.done) return;
      text = "";
      gap = pause();
    }
  } finally {
    next.catch(() => {});
    void Promise.resolve(pieces.return?.()).catch(() => {});
  }
}

/** What a source throws, until what it gave before that is through. */
class Thrown {
  readonly error: unknown;

  constructor(error: unknown) {
    this.error = error;
  }
}

function asThrown(error: unknown): Thrown {
  return new Thrown(error);
}

type Pieces = Iterator<string> | AsyncIterator<string>;

function iteratorOf(source: Exclude<TextSource, string>): Pieces {
  if (Symbol.asyncIterator in source) return source[Symbol.asyncIterator]();
  if (Symbol.iterator in source) return source[Symbol.iterator]();
  const reader = source.getReader();
  return {
    async next() {
      const { done, value } = await reader.read();
      return done ? { done, value: undefined } : { done, value: value ?? "" };
    },
    async return() {
      await reader.cancel();
      return { done: true, value: undefined };
    },
  };
}

async function asPromise(pieces: Pieces): Promise<IteratorResult<string>> {
  return pieces.next();
}

function pause(): Promise<typeof GAP_IS_OVER> {
  return new Promise((resolve) => setTimeout(() => resolve(GAP_IS_OVER), GAP_MS));
}
