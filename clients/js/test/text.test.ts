/** Offsets of both kinds, characters that are cut apart, texts that are too long for a message. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { inUtf16 } from "../src/events.ts";
import { type ContextMessage, decodeServerMessage } from "../src/protocol.ts";
import { piecesOf, SentText, WholeCharacters } from "../src/text.ts";
import { vectors } from "./vectors.ts";

const MIXED = "a😀b👩‍👩‍👧 Grüße 𝄞𝄞 世界 \u{10FFFF}z\uFFFF\u{10000}";

function sent(...pieces: string[]): SentText {
  const text = new SentText();
  for (const piece of pieces) text.append(piece);
  return text;
}

test("every code point is found, there and back", () => {
  const text = sent(...MIXED.split(/(?<= )/));
  let units = 0;
  for (const [codePoints, character] of [...MIXED].entries()) {
    assert.equal(text.toUtf16(codePoints), units);
    assert.equal(text.toCodePoints(units), codePoints);
    if (character.length === 2) assert.equal(text.toCodePoints(units + 1), codePoints);
    units += character.length;
  }
  assert.equal(text.toUtf16(text.codePoints), MIXED.length);
  assert.equal(text.codePoints, [...MIXED].length);
  assert.equal(text.from(4), [...MIXED].slice(4).join(""));
});

interface Vector {
  readonly name: string;
  readonly wire: string;
  readonly sent?: string;
}

for (const { name, wire, sent: whole } of vectors<Vector>("server_messages")) {
  if (whole === undefined) continue;
  test(`offsets cut the text that was sent: ${name}`, () => {
    const message = inUtf16(decodeServerMessage(wire) as ContextMessage, sent(whole));
    if (message.type === "segment" || message.type === "segment.done") {
      assert.equal(whole.slice(message.start, message.end), message.text);
    } else if (message.type === "timestamps") {
      for (const [word, , , start, end] of message.items) {
        assert.equal(whole.slice(start, end), word);
      }
    } else if (message.type === "context.cancelled") {
      assert.equal(message.textSpoken + message.textRemaining, whole);
      assert.equal(whole.slice(0, message.spokenChars), message.textSpoken);
    }
  });
}

test("half a pair waits for its other half, wherever the text is cut", () => {
  for (let size = 1; size < 5; size += 1) {
    const characters = new WholeCharacters();
    let out = "";
    for (let at = 0; at < MIXED.length; at += size) {
      const whole = characters.push(MIXED.slice(at, at + size));
      assert.doesNotMatch(whole, /\p{Surrogate}/u);
      out += whole;
    }
    assert.equal(out + characters.end(), MIXED);
  }
});

test("a half that stays alone becomes one character in its place", () => {
  const characters = new WholeCharacters();
  assert.equal(characters.push("a\ude00b\ud83d"), "a\uFFFDb");
  assert.equal(characters.push("c"), "\uFFFDc");
  assert.equal(characters.push("\ud83d"), "");
  assert.equal(characters.end(), "\uFFFD");
  assert.equal(characters.end(), "");
});

test("long text is parted behind spaces, never inside a character", () => {
  assert.deepEqual(piecesOf("one two three", 8), ["one two ", "three"]);
  assert.deepEqual(piecesOf("", 8), []);
  assert.deepEqual(piecesOf("abcdef", 4), ["abcd", "ef"]);
  for (let limit = 1; limit < 12; limit += 1) {
    const pieces = piecesOf(MIXED, limit);
    assert.equal(pieces.join(""), MIXED);
    for (const piece of pieces) {
      assert.doesNotMatch(piece, /\p{Surrogate}/u);
      assert([...piece].length <= limit, `${piece} is longer than ${limit}`);
    }
  }
});
