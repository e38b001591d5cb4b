/** What players do when the line, the browser or the page's policy is against them. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { bench, noBrowser } from "./browser.ts";

const open = bench();
const TEXT = "abcdwxyzABCDMNOP";
const PACKET_MS = 20;
/** 30 s of tones, no two neighbours alike and none of them silent. */
const LONG = "abcdefghijklmnopqrst".repeat(30);

for (const path of ["webcodecs", "mediasource"] as const) {
  test(`${path}: 30 s are heard without a gap`, { skip: noBrowser }, async () => {
    const work = await open();
    const [heard] = await work.page((page) =>
      page.evaluate(([path, text]) => lab.turns(path, [text], { split: { mode: "none" } }), [
        path,
        LONG,
      ] as const),
    );
    assert.equal(heard?.underruns, 0);
    assert.ok((heard?.soundMs ?? 0) > 29_990, `${heard?.soundMs} ms were heard`);
    assert.ok((heard?.longestGapMs ?? 99) < PACKET_MS, `a gap of ${heard?.longestGapMs} ms`);
  });
}

test("late packets are waited for, once it is known how late", { skip: noBrowser }, async () => {
  const work = await open();
  const turns = await work.page((page) =>
    page.evaluate((text) => lab.jittery("webcodecs", text, 4, 70), TEXT.repeat(3)),
  );
  for (const { characters, targetMs } of turns) {
    assert.ok(targetMs > 60 && targetMs <= 100, `the target is ${targetMs} ms`);
    assert.equal(characters.length, 48);
  }
  const last = turns.at(-1);
  assert.equal(last?.characters, TEXT.repeat(3));
  assert.equal(last?.underruns, turns.at(-2)?.underruns);
  assert.ok((last?.longestGapMs ?? 99) < PACKET_MS);
});

test("a full quota is waited for", { skip: noBrowser }, async () => {
  const work = await open();
  const [heard] = await work.page((page) =>
    page.evaluate((text) => {
      lab.quota(3);
      return lab.turns("mediasource", [text]);
    }, TEXT),
  );
  assert.equal(heard?.characters, TEXT);
});

test("a source that is lost is replaced, and what was not heard is", {
  skip: noBrowser,
}, async () => {
  const work = await open();
  const heard = await work.page((page) =>
    page.evaluate((text) => lab.lostSource(text, 600), TEXT.repeat(3)),
  );
  assert.ok(heard.soundMs > 2_300, `${heard.soundMs} ms were heard`);
  assert.equal(heard.playedMs, 2_420);
});

test("a worklet that may not be loaded is a sentence that says what helps", {
  skip: noBrowser,
}, async () => {
  const work = await open();
  const said = await work.page((page) => page.evaluate(() => lab.blob()));
  assert.match(said, /PlayerError: .*workletUrl/);
});
