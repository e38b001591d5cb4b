/** What is heard on each path, read back from the samples that leave the player. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { PlayerPath } from "../../src/web/index.ts";
import { bench, hasOpusDecoder, noBrowser } from "./browser.ts";

const open = bench();
const PATHS: readonly PlayerPath[] = ["webcodecs", "mediasource", "wasm", "pcm"];
/** Each character has a tone of its own; the two of a pair are neighbours. */
const TEXT = "abcdwxyzABCDMNOP";
const AGAIN = "zyxwPONM";
const CHARACTER_MS = 50;
/** A worklet counts its frames; a media element's position is the browser's estimate. */
const OFF_MS = { webcodecs: 5, wasm: 5, pcm: 5, mediasource: 25 };

/**
 * The same again where a turn ran dry: then the machine was late, which says nothing of the path.
 * A path that always runs dry is found by the third time.
 */
async function inTime<Turn extends { readonly underruns: number }>(
  hear: () => Promise<Turn[]>,
): Promise<Turn[]> {
  let turns = await hear();
  for (let again = 0; again < 2 && turns.some(({ underruns }) => underruns > 0); again += 1) {
    turns = await hear();
  }
  return turns;
}

for (const path of PATHS) {
  const skip = noBrowser || (path === "wasm" && !hasOpusDecoder && "opus-decoder is not installed");

  test(`${path}: two turns are heard to the letter`, { skip }, async () => {
    const work = await open();
    const [first, second, short] = await inTime(() =>
      work.page((page) =>
        page.evaluate(([path, ...texts]) => lab.turns(path, texts), [
          path,
          TEXT,
          AGAIN,
          "b",
        ] as const),
      ),
    );
    assert.equal(first?.characters, TEXT);
    assert.equal(second?.characters, AGAIN);
    assert.equal(short?.characters, "b");
    assert.equal(short?.underruns, 0);
  });

  test(`${path}: a barge-in silences at once and reports what was heard`, { skip }, async () => {
    const work = await open();
    const [heard] = await inTime(async () => [
      await work.page((page) =>
        page.evaluate(([path, text, next]) => lab.bargeIn(path, text, 500, next), [
          path,
          "one two three four five six seven eight nine ten",
          AGAIN,
        ] as const),
      ),
    ]);
    assert.ok(heard);
    assert.ok(heard.silentAfterMs < 100, `silent after ${heard.silentAfterMs} ms`);
    const off = heard.playedMs - heard.soundMs;
    assert.ok(Math.abs(off) < OFF_MS[path], `off by ${off} of ${heard.soundMs} ms`);
    assert.equal(heard.report?.textSpoken, "one two");
    assert.equal(heard.report?.playedMs, Math.round(heard.playedMs));
    assert.equal(heard.next.characters, AGAIN);
  });

  test(`${path}: words are lit in order, when they are heard`, { skip }, async () => {
    const text = "one two three four five";
    const work = await open();
    const lit = await work.page((page) =>
      page.evaluate(([path, text]) => lab.words(path, text), [path, text] as const),
    );
    assert.deepEqual(
      lit.map(({ start, end }) => text.slice(start, end)),
      text.split(" "),
    );
    for (const { startMs, soundMs } of lit) {
      assert.ok(soundMs >= startMs - CHARACTER_MS, `${startMs} ms is lit at ${soundMs} ms`);
    }
  });
}

for (const path of ["webcodecs", "mediasource"] as const) {
  test(`${path}: silence by next to no packets is heard as silence`, {
    skip: noBrowser,
  }, async () => {
    const text = `ab${" ".repeat(20)}cd`;
    const work = await open();
    const [heard] = await work.page((page) =>
      page.evaluate(([path, text]) => lab.turns(path, [text], { dtx: true }), [
        path,
        text,
      ] as const),
    );
    assert.equal(heard?.characters, text);
    assert.equal(heard?.underruns, 0);
  });
}

test("frames of silence are heard as silence", { skip: noBrowser }, async () => {
  const text = `ab${" ".repeat(20)}cd`;
  const work = await open();
  const heard = await work.page((page) =>
    page.evaluate((text) => lab.thinned("webcodecs", text), text),
  );
  assert.equal(heard.characters, text);
  assert.equal(heard.underruns, 0);
});

test("a rate that is not the audio's is resampled", { skip: noBrowser }, async () => {
  const work = await open();
  for (const path of ["webcodecs", "pcm"] as const) {
    const [heard] = await work.page((page) =>
      page.evaluate(([path, text]) => lab.turns(path, [text], {}, 44_100), [path, TEXT] as const),
    );
    assert.equal(heard?.characters, TEXT);
  }
});
