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
  let next = nextOf(pieces);
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
        next = nextOf(pieces);
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
  if (!isObject(source) || !SOURCES.some((name) => name in source)) {
    throw new TypeError(`A text is a string, or what gives strings, not ${nameOf(source)}.`);
  }
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

const SOURCES = [Symbol.asyncIterator, Symbol.iterator, "getReader"];

async function nextOf(pieces: Pieces): Promise<IteratorResult<string>> {
  const result = await pieces.next();
  return result.done ? result : { done: false, value: pieceText(result.value) };
}

/**
 * The piece, or none where there is none: the last event of many models' streams has no text.
 *
 * @throws TypeError for what is no text. Joined to one, it would be spoken all the same.
 */
export function pieceText(piece: unknown): string {
  if (typeof piece === "string") return piece;
  if (piece === undefined || piece === null) return "";
  const hint = ArrayBuffer.isView(piece) ? " Bytes become text by a TextDecoderStream." : "";
  throw new TypeError(`A piece of text is a string, not ${nameOf(piece)}.${hint}`);
}

function isObject(value: unknown): value is object {
  return Object(value) === value;
}

/** What it is, in a word: `undefined`, `number`, `Promise`, `Uint8Array`. */
function nameOf(value: unknown): string {
  return isObject(value)
    ? (value.constructor?.name ?? "object")
    : String(value === null ? value : typeof value);
}

function pause(): Promise<typeof GAP_IS_OVER> {
  return new Promise((resolve) => setTimeout(() => resolve(GAP_IS_OVER), GAP_MS));
}
