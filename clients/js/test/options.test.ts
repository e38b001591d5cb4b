/** Options laid over others, as a server does it: what a new session is opened with. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { laidOver, sessionPatch } from "../src/options.ts";

test("what is changed is laid over what was, part by part", () => {
  const first = sessionPatch({ voice: "a", split: { mode: "clause", minChars: 4 }, rate: 8000 });
  const second = sessionPatch({ voice: "b", split: { minChars: 9 }, frameMs: 40 });
  assert.deepEqual(laidOver(first, second), {
    voice: "b",
    split: { mode: "clause", min_chars: 9 },
    audio: { rate: 8000, frame_ms: 40 },
  });
});

test("a codec without a rate takes its own, not that of the one before it", () => {
  const first = sessionPatch({ codec: "mulaw", rate: 8000, frameMs: 40 });
  const second = sessionPatch({ codec: "opus" });
  assert.deepEqual(laidOver(first, second), { audio: { codec: "opus", frame_ms: 40 } });
});
