/** The ring buffer's worklet, quantum by quantum, in a scope of its own. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { runInNewContext } from "node:vm";
import { build } from "esbuild";
import { type FromRing, ringWorklet, type ToRing } from "../../src/web/ring.worklet.ts";

const RATE = 48_000;
const QUANTUM = 128;

interface Processor {
  port: { onmessage(event: { data: ToRing }): void };
  process(inputs: unknown, outputs: Float32Array[][]): boolean;
}

/** The worklet as a browser runs it: from its text alone, with nothing else of this module. */
class Worklet {
  readonly told: FromRing[] = [];
  readonly #scope = { sampleRate: RATE, currentTime: 0 };
  readonly #processor: Processor;

  constructor(text = String(ringWorklet)) {
    const { told } = this;
    const made: (new () => Processor)[] = [];
    const scope = Object.assign(this.#scope, {
      Float32Array,
      AudioWorkletProcessor: class {
        port = { postMessage: (message: FromRing) => told.push(message), onmessage: null };
      },
      registerProcessor: (_name: string, Made: new () => Processor) => {
        made.push(Made);
      },
    });
    runInNewContext(`(${text})();`, scope);
    const [Made] = made;
    assert.ok(Made);
    this.#processor = new Made();
  }

  send(...messages: ToRing[]): this {
    for (const data of messages) this.#processor.port.onmessage({ data });
    return this;
  }

  /** The next quantum. */
  render(): number[] {
    const out = new Float32Array(QUANTUM);
    this.#processor.process([], [[out]]);
    this.#scope.currentTime += QUANTUM / RATE;
    return [...out];
  }

  get types(): string[] {
    return this.told.map(({ type }) => type);
  }
}

/** Samples that count up from 1, in 1/2^16 of full scale, which floats hold exactly. */
function ramp(length: number, from = 1): Float32Array {
  return Float32Array.from({ length }, (_, index) => (from + index) / 65_536);
}

const SILENCE = new Array(QUANTUM).fill(0);
const open = (target: number, turn = 1): ToRing => ({ type: "open", turn, target });
const samples = (data: Float32Array, turn = 1): ToRing => ({
  type: "samples",
  turn,
  samples: data,
});

test("nothing sounds before the target is there, then all of it in order", () => {
  const worklet = new Worklet().send(open(200), samples(ramp(199)));
  assert.deepEqual(worklet.render(), SILENCE);
  worklet.send(samples(ramp(57, 200)));
  assert.deepEqual([...worklet.render(), ...worklet.render()], [...ramp(256)]);
});

test("what is complete sounds though it is less than the target, and ends with its last frame", () => {
  const worklet = new Worklet().send(open(9_999), samples(ramp(130)), { type: "end", turn: 1 });
  assert.deepEqual(worklet.render(), [...ramp(128)]);
  assert.deepEqual(worklet.render().slice(0, 3), [129 / 65_536, 130 / 65_536, 0]);
  assert.deepEqual(worklet.types, ["started", "ended"]);
  assert.equal(worklet.told[1]?.frames, 130);
  assert.equal(worklet.told[1]?.time, (QUANTUM + 2) / RATE);
});

test("an empty turn ends", () => {
  const worklet = new Worklet().send(open(100), { type: "end", turn: 1 });
  worklet.render();
  assert.deepEqual(worklet.types, ["ended"]);
});

test("a gap is told, and the target waited for again", () => {
  const worklet = new Worklet().send(open(100), samples(ramp(100)));
  worklet.render();
  worklet.send({ type: "target", turn: 1, target: 150 }, samples(ramp(149, 101)));
  assert.deepEqual(worklet.render(), SILENCE);
  worklet.send(samples(ramp(1, 250)));
  assert.equal(worklet.render()[0], 101 / 65_536);
  assert.deepEqual(worklet.types.slice(0, 3), ["started", "underrun", "resumed"]);
  assert.equal(worklet.told[1]?.frames, 100);
});

test("a clear fades out within one quantum, and says how far it came", () => {
  const worklet = new Worklet().send(open(1), samples(new Float32Array(1_000).fill(1)));
  worklet.render();
  worklet.send({ type: "clear", turn: 1 });
  const faded = worklet.render();
  assert.ok((faded[0] ?? 0) > 0.9 && faded[127] === 0);
  assert.ok(faded.every((sample, index) => index === 0 || sample < (faded[index - 1] ?? 0)));
  assert.deepEqual(worklet.render(), SILENCE);
  assert.deepEqual([worklet.told.at(-1)?.type, worklet.told.at(-1)?.frames], ["cleared", 256]);
});

test("a clear is answered at once where nothing sounds", () => {
  const worklet = new Worklet().send(open(100), { type: "clear", turn: 1 });
  assert.deepEqual(worklet.types, ["cleared"]);
  worklet.send({ type: "clear", turn: 1 });
  assert.deepEqual(worklet.types, ["cleared", "cleared"]);
});

test("samples of a turn that is over are dropped", () => {
  const worklet = new Worklet().send(open(1), samples(ramp(500)), open(1, 2), samples(ramp(500)));
  assert.deepEqual(worklet.render(), SILENCE);
  worklet.send(samples(ramp(128, 7), 2));
  assert.deepEqual(worklet.render(), [...ramp(128, 7)]);
});

test("the ring goes round for ever, and says what had no room", () => {
  const worklet = new Worklet().send(open(1));
  let next = 1;
  for (let round = 0; round < 10; round += 1) {
    for (let second = 0; second < 3; second += 1) {
      worklet.send(samples(ramp(QUANTUM * 100, ((next - 1) % 65_536) + 1)));
      for (let quantum = 0; quantum < 100; quantum += 1) {
        assert.equal(worklet.render()[5], (((next - 1) % 65_536) + 6 + quantum * QUANTUM) / 65_536);
      }
      next += QUANTUM * 100;
    }
  }
  worklet.send(samples(new Float32Array(8 * RATE + 5)));
  worklet.send({ type: "clear", turn: 1 });
  worklet.render();
  assert.equal(worklet.told.at(-1)?.lost, 5);
});

for (const own of [{ minify: true, keepNames: true }, { target: "es2015" }]) {
  test(`its text needs nothing of a bundler: ${JSON.stringify(own)}`, async () => {
    const { outputFiles } = await build({
      stdin: {
        contents:
          'import { ringWorklet } from "./src/web/ring.worklet.ts"; text = String(ringWorklet);',
        resolveDir: process.cwd(),
      },
      bundle: true,
      format: "iife",
      write: false,
      ...own,
    });
    const bundle = { text: "" };
    runInNewContext(outputFiles[0]?.text ?? "", bundle);
    assert.deepEqual(
      new Worklet(bundle.text).send(open(1), samples(ramp(1))).render()[0],
      1 / 65_536,
    );
  });
}
