/** The parts of the players that need no browser: jitter, places in time, rates, words. */

import assert from "node:assert/strict";
import { test } from "node:test";
import type { WordTime } from "../../src/protocol.ts";
import { Jitter } from "../../src/web/jitter.ts";
import { Resampler } from "../../src/web/resample.ts";
import { Timeline } from "../../src/web/timeline.ts";
import { Places } from "../../src/web/webcodecs.ts";
import { type HeardWord, onWord } from "../../src/web/words.ts";

const PACKET_MS = 20;

/** Packets of 20 ms at their pace, each as late as `late` says. */
function arrive(jitter: Jitter, count: number, late: (index: number) => number): void {
  for (let index = 0; index < count; index += 1) {
    jitter.arrived(1_000 + index * PACKET_MS + late(index), index * PACKET_MS, PACKET_MS);
  }
}

test("a steady line has the least target, a burst as well", () => {
  const jitter = new Jitter();
  arrive(jitter, 100, () => 0);
  assert.equal(jitter.targetMs, 60);
  jitter.begin();
  arrive(jitter, 100, (index) => -index * PACKET_MS); // all at once
  assert.equal(jitter.targetMs, 60);
});

test("a packet that a server held back, since enough is there, is not late", () => {
  const jitter = new Jitter();
  for (let index = 0; index < 200; index++) {
    const heldBack = (index % 14) * PACKET_MS; // in blocks, a second ahead
    const at = 1_000 + index * PACKET_MS - heldBack;
    jitter.arrived(at, index * PACKET_MS, PACKET_MS, 700 + heldBack);
  }
  assert.equal(jitter.targetMs, 60);
  assert.equal(jitter.jitterMs, PACKET_MS);
});

test("the target follows how late packets come, within its bounds", () => {
  const jitter = new Jitter();
  arrive(jitter, 200, (index) => (index % 5 === 4 ? 55 : 0));
  assert.equal(jitter.targetMs, 75);
  arrive(jitter, 200, (index) => (index % 5 === 4 ? 500 : 0));
  assert.equal(jitter.targetMs, 100);
  arrive(jitter, 300, () => 0);
  assert.equal(jitter.targetMs, 60);
});

test("one packet in a hundred is not waited for", () => {
  const jitter = new Jitter();
  arrive(jitter, 250, (index) => (index === 100 ? 400 : 0));
  assert.equal(jitter.targetMs, 60);
});

test("a gap raises the target, and is forgiven turn by turn", () => {
  const jitter = new Jitter();
  jitter.begin();
  jitter.missed();
  assert.equal(jitter.targetMs, 80);
  jitter.begin();
  assert.equal(jitter.targetMs, 80);
  jitter.begin();
  assert.equal(jitter.targetMs, 70);
  for (let times = 0; times < 9; times += 1) jitter.missed();
  assert.equal(jitter.targetMs, 100);
});

const OPUS = { clock: 48_000, preskip: 312 };

/** The samples of a piece of time, each of which says its place behind the preskip. */
function placed(from: number, length: number): Float32Array {
  return Float32Array.from({ length }, (_, index) => (from + index - OPUS.preskip) / 65_536);
}

function flat(pieces: readonly Float32Array[]): number[] {
  return pieces.flatMap((piece) => [...piece]);
}

test("sample 0 is the first behind the preskip", () => {
  const timeline = new Timeline(OPUS, 48_000);
  const out = flat([
    ...timeline.place(placed(0, 960), 0, 48_000),
    ...timeline.place(placed(960, 960), 960, 48_000),
    ...timeline.end(1_920),
  ]);
  assert.deepEqual(out, [...placed(312, 1_920 - 312)]);
});

test("a preskip longer than a packet is dropped whole", () => {
  const timeline = new Timeline({ clock: 48_000, preskip: 1_000 }, 48_000);
  assert.deepEqual(timeline.place(placed(0, 960), 0, 48_000), []);
  assert.equal(flat(timeline.place(placed(960, 960), 960, 48_000)).length, 920);
});

test("a decoder that changes its rate goes on at the same place", () => {
  const timeline = new Timeline({ clock: 48_000, preskip: 0 }, 48_000);
  const first = timeline.place(new Float32Array(960).fill(0.5), 0, 48_000);
  const second = timeline.place(new Float32Array(480).fill(0.5), 960, 24_000);
  const rest = timeline.end(1_920);
  assert.equal(flat([...first, ...second, ...rest]).length, 1_920);
});

test("what no packet came for is silence, in the middle and at the end", () => {
  const timeline = new Timeline({ clock: 48_000, preskip: 0 }, 48_000);
  const loud = new Float32Array(960).fill(0.5);
  const first = flat(timeline.place(loud, 0, 48_000));
  const second = flat(timeline.place(loud, 2_880, 48_000));
  assert.equal(first.length, 960);
  assert.deepEqual(second, [...new Array(1_920).fill(0), ...loud]);
  assert.equal(flat(timeline.end(4_800)).length, 960);
});

test("times that were rounded make neither a gap nor an overlap", () => {
  const timeline = new Timeline({ clock: 48_000, preskip: 0 }, 48_000);
  const pieces = [0, 958, 1_923].flatMap((pts) => timeline.place(placed(pts, 960), pts, 48_000));
  assert.equal(flat(pieces).length, 2_880);
});

test("samples that came before are not played again", () => {
  const timeline = new Timeline({ clock: 48_000, preskip: 0 }, 48_000);
  timeline.place(placed(0, 960), 0, 48_000);
  assert.equal(flat(timeline.place(placed(480, 960), 480, 48_000)).length, 480);
});

test("what comes out of a decoder belongs where its packet does", () => {
  const places = new Places();
  for (const pts of [0, 960, 1_920, 9_600]) places.add(pts, 960);
  assert.equal(places.take(648), 0); // without the preskip
  assert.equal(places.take(1_920), 960); // two at once
  assert.equal(places.take(240), 9_600); // a part
  assert.equal(places.take(720), 9_840);
  assert.equal(places.take(100), 10_560); // what nobody put in
});

for (const [from, to] of [
  [24_000, 48_000],
  [48_000, 44_100],
  [22_050, 48_000],
  [8_000, 48_000],
] as const) {
  test(`${from} to ${to} samples a second: the same tone, at the same time`, () => {
    const hertz = 1_000;
    const tone = (rate: number, length: number) =>
      Float32Array.from({ length }, (_, at) => Math.sin((2 * Math.PI * hertz * at) / rate));
    const resampler = new Resampler(from, to);
    const source = tone(from, from / 10);
    const pieces: Float32Array[] = [];
    for (let at = 0; at < source.length; at += 137) {
      pieces.push(resampler.push(source.subarray(at, at + 137)));
    }
    const out = flat([...pieces, resampler.flush()]);
    assert.equal(out.length, to / 10);
    const wanted = tone(to, to / 10);
    const worst = out
      .map((sample, at) => Math.abs(sample - (wanted[at] ?? 0)))
      .slice(to / 100, -to / 100);
    assert.ok(Math.max(...worst) < 0.002, `off by ${Math.max(...worst)}`);
  });
}

test("words are given once each, in order, when they begin to be heard", () => {
  let tick = () => {};
  let playedMs = 0;
  let tell: (event: {
    type: "timestamps";
    segment: number;
    unit: string;
    items: WordTime[];
  }) => void = () => {};
  const lit: HeardWord[] = [];
  const undo = onWord(
    {
      on: (_type, listener) => {
        tell = listener;
        return () => {
          tell = () => {};
        };
      },
    },
    { played: () => playedMs },
    (word) => lit.push(word),
    (work) => {
      tick = work;
      return () => {
        tick = () => {};
      };
    },
  );
  const say = (...items: WordTime[]) =>
    tell({ type: "timestamps", segment: 0, unit: "word", items });
  const at = (ms: number) => {
    playedMs = ms;
    tick();
    return lit.map(({ text }) => text).join(" ");
  };
  const whole: WordTime[] = [["one two three four", 0, 900, 0, 18]];
  tell({ type: "timestamps", segment: 0, unit: "segment", items: whole }); // is none
  say(["one", 0, 200, 0, 3], ["two", 200, 400, 4, 7]);
  assert.equal(at(0), ""); // nothing is heard yet
  assert.equal(at(10), "one");
  say(["three", 400, 700, 8, 13], ["four", 700, 900, 14, 18]);
  assert.equal(at(450), "one two three");
  assert.equal(at(460), "one two three");
  undo();
  assert.equal(at(900), "one two three");
  assert.deepEqual(lit[2], {
    text: "three",
    start: 8,
    end: 13,
    startMs: 400,
    endMs: 700,
    index: 2,
  });
});
