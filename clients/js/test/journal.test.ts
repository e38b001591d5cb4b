/** The journal by itself: whatever is lost, the server gets what was sent, once and in order. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { ProtocolError } from "../src/errors.ts";
import { Journal } from "../src/journal.ts";

/** A sequence of numbers from 0 up to below a bound that is the same in every run. */
function dice(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

function takeAll(journal: Journal): string[] {
  const taken: string[] = [];
  for (let wire = journal.take(); wire !== undefined; wire = journal.take()) taken.push(wire);
  return taken;
}

test("it loses and doubles nothing, wherever the line is cut", () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const roll = dice(seed);
    const journal = new Journal(true);
    const server: string[] = [];
    let line: string[] = [];
    let count = 0;
    for (let move = 0; move < 60; move += 1) {
      const number = roll(7);
      const kind = roll(4);
      if (kind === 0) {
        for (let each = 0; each < number; each += 1, count += 1) journal.add(String(count));
      } else if (kind === 1) {
        for (let each = 0; each < number; each += 1) {
          const wire = journal.take();
          if (wire !== undefined) line.push(wire);
        }
      } else {
        server.push(...line.splice(0, number));
        if (kind === 2) {
          journal.arrived(server.length);
        } else {
          assert.equal(journal.rewind(server.length), line.length);
          line = [];
        }
      }
    }
    const all = [...server, ...line, ...takeAll(journal)];
    assert.deepEqual(
      all,
      Array.from({ length: count }, (_, each) => String(each)),
    );
  }
});

for (const received of [0, 3]) {
  test(`a server that has ${received} of two, of which it had one, is confused`, () => {
    const journal = new Journal(true);
    for (const wire of ["a", "b"]) journal.add(wire);
    takeAll(journal);
    journal.arrived(1);
    assert.throws(() => journal.rewind(received), ProtocolError);
  });
}

test("what the server says it has at a comeback is held no longer", () => {
  const journal = new Journal(true);
  for (const wire of ["a", "b", "c"]) journal.add(wire);
  takeAll(journal);
  assert.equal(journal.rewind(2), 1);
  assert.equal(journal.held, 1);
});

test("an answer that is older than what is known makes nothing unknown", () => {
  const journal = new Journal(true);
  for (const wire of ["a", "b", "c"]) journal.add(wire);
  takeAll(journal);
  journal.arrived(2);
  journal.arrived(1);
  assert.equal(journal.end, 3);
  assert.equal(journal.rewind(2), 1);
  assert.equal(journal.take(), "c");
});

test("what need not be kept is not, and nothing is asked", () => {
  const journal = new Journal(false);
  for (let each = 0; each < 1000; each += 1) {
    journal.add("x".repeat(100));
    journal.take();
    assert.equal(journal.question(), undefined);
  }
  assert.equal(journal.held, 0);
});

test("after a hundred messages or many characters it asks, once", () => {
  const journal = new Journal(true);
  for (let each = 0; each < 128; each += 1) {
    assert.equal(journal.question(), undefined);
    journal.add("x");
  }
  assert.equal(journal.question(), 129);
  assert.equal(journal.question(), undefined);
  journal.add("x".repeat(65536));
  assert.equal(journal.question(), 130);
});
