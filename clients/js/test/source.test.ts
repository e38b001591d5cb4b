/** Text from wherever it comes. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { type TextSource, textPieces } from "../src/source.ts";
import { slowly } from "./here.ts";

const NEVER = new Promise<never>(() => {});

async function piecesOf(source: TextSource): Promise<string[]> {
  const pieces: string[] = [];
  for await (const piece of textPieces(source, NEVER)) pieces.push(piece);
  return pieces;
}

test("strings, lists, generators and streams all give their text", async () => {
  const text = "One two three.";
  const sources: [string, TextSource][] = [
    ["string", text],
    ["list", ["One ", "", "two ", "three."]],
    ["generator", new Set(["One ", "two ", "three."]).values()],
    ["asynchronous generator", slowly(["One ", "two ", "three."])],
    ["stream", new Blob([text]).stream().pipeThrough(new TextDecoderStream())],
  ];
  for (const [name, source] of sources) {
    const pieces = await piecesOf(source);
    assert.equal(pieces.join(""), text, name);
    assert(!pieces.includes(""), name);
  }
  assert.deepEqual(await piecesOf(""), []);
  assert.deepEqual(await piecesOf([]), []);
});

test("where a model's event has no text, nothing is said", async () => {
  const events = ["One ", undefined, null, "two."] as string[];
  assert.equal((await piecesOf(events)).join(""), "One two.");
});

test("what is no text is not spoken as if it were, behind all that came before it", async () => {
  const bytes = new Blob(["One."]).stream() as unknown as TextSource;
  await assert.rejects(piecesOf(bytes), /not Uint8Array. Bytes become text by a TextDecoderStream/);
  let text = "";
  await assert.rejects(async () => {
    const pieces = ["One ", 2] as string[];
    for await (const piece of textPieces(pieces, NEVER)) text += piece;
  }, /A piece of text is a string, not number\./);
  assert.equal(text, "One ");
  for (const [source, name] of [
    [undefined, "undefined"],
    [null, "null"],
    [42, "number"],
    [Promise.resolve("One."), "Promise"],
    [{}, "Object"],
  ]) {
    const none = `A text is a string, or what gives strings, not ${name}.`;
    await assert.rejects(piecesOf(source as TextSource), { name: "TypeError", message: none });
  }
});

test("a stream is read by its reader where it cannot be looped over", async () => {
  const pieces = ["One ", "two."];
  let cancelled = false;
  const reader = {
    read: async () => ({ done: pieces.length === 0, value: pieces.shift() }),
    cancel: async () => {
      cancelled = true;
    },
  };
  assert.equal((await piecesOf({ getReader: () => reader })).join(""), "One two.");
  assert(cancelled);
});

test("the first piece does not wait, and a burst is joined", async () => {
  const tokens = Array.from({ length: 1000 }, (_, at) => `${at} `);
  let written = 0;
  async function* burst() {
    for await (const token of slowly(tokens)) {
      written += 1;
      yield token;
    }
  }
  const pieces: string[] = [];
  for await (const piece of textPieces(burst(), NEVER)) {
    if (pieces.length === 0) assert(written < 10, `${written} were written first`);
    pieces.push(piece);
  }
  assert.equal(pieces.join(""), tokens.join(""));
  assert(pieces.length < tokens.length / 2, `${pieces.length} pieces`);
});

test("a source that never rests is given in pieces all the same", async () => {
  function* endless() {
    for (;;) yield "word ";
  }
  let pieces = 0;
  for await (const piece of textPieces(endless(), NEVER)) {
    assert(piece.length < 5000);
    pieces += 1;
    if (pieces === 3) break;
  }
});

test("a source that nobody wants any more is told, and not waited for", async () => {
  let stop = () => {};
  const stopped = new Promise<void>((resolve) => {
    stop = resolve;
  });
  let told = false;
  const source: AsyncIterable<string> = {
    [Symbol.asyncIterator]: () => ({
      next: () => NEVER,
      return: async () => {
        told = true;
        return { done: true, value: undefined };
      },
    }),
  };
  const next = textPieces(source, stopped).next();
  stop();
  assert.deepEqual(await next, { done: true, value: undefined });
  assert(told);
});

test("what the source throws comes behind all that it gave", async () => {
  async function* broken() {
    yield "One ";
    yield* slowly(["two ", "three"]);
    throw new RangeError("broke");
  }
  let text = "";
  await assert.rejects(async () => {
    for await (const piece of textPieces(broken(), NEVER)) text += piece;
  }, RangeError);
  assert.equal(text, "One two three");
});
