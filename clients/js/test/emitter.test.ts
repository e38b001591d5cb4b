/** Listeners: told in order, each for itself. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { Emitter } from "../src/emitter.ts";

interface Said {
  readonly type: "said";
}
const SAID: Said = { type: "said" };

test("what a listener throws is thrown behind the work, and keeps nobody from being told", async () => {
  const emitter = new Emitter<Said>();
  const thrown = new Promise((resolve) => {
    process.setUncaughtExceptionCaptureCallback(resolve);
  });
  let told = 0;
  emitter.on("said", () => {
    throw new RangeError("broke");
  });
  emitter.on("said", () => {
    told += 1;
  });
  emitter.emit(SAID);
  assert.equal(told, 1);
  const error = await thrown;
  process.setUncaughtExceptionCaptureCallback(null);
  assert(error instanceof RangeError);
});

test("a listener that is added while others are told is told from the next time on", () => {
  const emitter = new Emitter<Said>();
  let told = 0;
  const undo = emitter.on("said", () => {
    undo();
    emitter.on("said", () => {
      told += 1;
    });
  });
  emitter.emit(SAID);
  assert.equal(told, 0);
  emitter.emit(SAID);
  assert.equal(told, 1);
});
