/** Writing no faster than the line carries. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { Line, type SocketLike } from "../src/line.ts";
import { Writer } from "../src/writer.ts";

/** A WebSocket that keeps what it is given until it is told to let go of it. */
class Stuck implements SocketLike {
  binaryType = "blob";
  bufferedAmount = 0;
  onopen: ((event: never) => void) | null = null;
  onmessage: ((event: never) => void) | null = null;
  onerror: ((event: never) => void) | null = null;
  onclose: ((event: never) => void) | null = null;
  readonly sent: string[] = [];

  static async opened(): Promise<[Line, Stuck]> {
    let socket: Stuck | undefined;
    class Here extends Stuck {
      constructor() {
        super();
        socket = this;
        queueMicrotask(() => this.onopen?.({} as never));
      }
    }
    const line = await Line.open({ url: "ws://stuck", protocols: [], Socket: Here }, 1000);
    assert(socket);
    return [line, socket];
  }

  send(text: string): void {
    this.sent.push(text);
    this.bufferedAmount += text.length;
  }

  close(): void {}
}

const MESSAGE = "x".repeat(10_000);

test("what the socket cannot carry waits outside of it, and so does who sends it", async () => {
  const [line, socket] = await Stuck.opened();
  const writer = new Writer(false);
  writer.use(line);
  let written = 0;
  const all = Promise.all(
    Array.from({ length: 20 }, async () => {
      await writer.write(MESSAGE);
      written += 1;
    }),
  );
  await new Promise((resolve) => setTimeout(resolve, 30));
  assert.equal(socket.sent.length, 7); // the last of them goes over 64 KiB
  assert(written < 8, `${written} were let go`);
  socket.bufferedAmount = 0;
  await new Promise((resolve) => setTimeout(resolve, 30));
  assert.equal(socket.sent.length, 14);
  socket.bufferedAmount = 0;
  await all;
  assert.equal(socket.sent.length, 20);
});

test("while there is no line nobody waits, and the next line gets it all", async () => {
  const writer = new Writer(true);
  await writer.write("one");
  await writer.write("two");
  const [line, socket] = await Stuck.opened();
  writer.use(line);
  assert.deepEqual(socket.sent, ["one", "two"]);
  writer.use(undefined);
  assert.equal(writer.rewind(1), 1);
  await writer.write("three");
  const [next, another] = await Stuck.opened();
  writer.use(next);
  assert.deepEqual(another.sent, ["two", "three"]);
});
