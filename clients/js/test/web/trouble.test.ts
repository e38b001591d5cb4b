/** What players do when the line, the browser or the page's policy is against them. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { bench, hasOpusDecoder, noBrowser } from "./browser.ts";

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
    assert.ok((heard?.mostHeldS ?? 99) < 20, `${heard?.mostHeldS} s were held`);
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

test("a context that takes the turn is heard, and the other no more", {
  skip: noBrowser,
}, async () => {
  const work = await open();
  for (const path of ["webcodecs", "mediasource"] as const) {
    const heard = await work.page((page) =>
      page.evaluate(([path, text, next]) => lab.preempted(path, text, 300, next), [
        path,
        TEXT.repeat(3),
        "zyxwPONM",
      ] as const),
    );
    assert.equal(heard.cancelled?.reason, "preempted");
    assert.equal(heard.characters, "zyxwPONM");
  }
});

for (const path of ["webcodecs", "wasm", "mediasource"] as const) {
  const skip = noBrowser || (path === "wasm" && !hasOpusDecoder && "opus-decoder is not installed");

  test(`${path}: what cannot be decoded ends its turn, and no other`, { skip }, async () => {
    const work = await open();
    const heard = await work.page((page) =>
      page.evaluate(([path, text]) => lab.spoilt(path, text, 20), [path, TEXT.repeat(9)] as const),
    );
    assert.match(heard.error, /^PlayerError: /);
    assert.ok(heard.soundMs < 450, `${heard.soundMs} ms were heard`);
    assert.equal(heard.state, "cancelled");
    assert.equal(heard.next.characters, "abcd");
  });
}

test("of a session that is lost, what had come is heard", { skip: noBrowser }, async () => {
  const work = await open();
  const { error, playedMs } = await work.page((page) =>
    page.evaluate((text) => lab.lostSession("webcodecs", text, 300), TEXT.repeat(9)),
  );
  assert.match(error, /^SessionClosed: /);
  assert.ok(playedMs > 800, `${playedMs} ms were heard`); // a second of it was ahead
});

test("an AudioContext that its page closes ends the player, and what it speaks", {
  skip: noBrowser,
}, async () => {
  const work = await open();
  const end = await work.page((page) => page.evaluate((text) => lab.closedAudio(text), LONG));
  assert.deepEqual(end, { state: "closed", reason: "client" });
});

test("a player that is closed leaves its element without a source", {
  skip: noBrowser,
}, async () => {
  const work = await open();
  const source = await work.page((page) => page.evaluate((text) => lab.closedMedia(text), LONG));
  assert.equal(source, null);
});

test("a browser that has only a managed source gets MP4", { skip: noBrowser }, async () => {
  const work = await open();
  const heard = await work.page((page) =>
    page.evaluate(
      (texts) => {
        lab.onlyManaged();
        return lab.turns("mediasource", texts);
      },
      [TEXT, TEXT],
    ),
  );
  assert.deepEqual(
    heard.map(({ characters }) => characters),
    [TEXT, TEXT],
  );
});

test("each browser gets the best that it has", { skip: noBrowser }, async () => {
  const work = await open();
  const choose = (missing: string[], codecs?: ("opus" | "mp4_opus" | "pcm_s16le")[]) =>
    work.page((page) =>
      page.evaluate(
        ([missing, codecs]) => {
          lab.without(...missing);
          return lab.chosen({ codecs });
        },
        [missing, codecs] as const,
      ),
    );
  const closed = "closed";
  assert.deepEqual(await choose([]), { path: "webcodecs", codec: "opus", state: closed });
  assert.deepEqual(await choose(["AudioDecoder"]), {
    path: "mediasource",
    codec: "webm_opus",
    state: closed,
  });
  assert.deepEqual(await choose(["AudioWorkletNode"], ["opus", "mp4_opus"]), {
    path: "mediasource",
    codec: "mp4_opus",
    state: closed,
  });
  assert.deepEqual(await choose(["AudioDecoder", "MediaSource"]), {
    path: "pcm",
    codec: "pcm_s16le",
    state: closed,
  });
});

test("a worklet may be loaded as a blob, where the policy lets it", {
  skip: noBrowser,
}, async () => {
  const work = await open();
  const said = await work.page((page) => page.evaluate(() => lab.blob()), { blob: "" });
  assert.equal(said, "");
});

test("a worklet that may not be loaded is a sentence that says what helps", {
  skip: noBrowser,
}, async () => {
  const work = await open();
  const said = await work.page((page) => page.evaluate(() => lab.blob()));
  assert.match(said, /PlayerError: .*workletUrl/);
});
