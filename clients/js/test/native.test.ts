/** The same over the WebSocket that Node has itself, which says as little as a browser's. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { connect, ServerUnreachable, type Session } from "../src/index.ts";
import { Cutter } from "./cutter.ts";
import { heard } from "./here.ts";
import { type RunningServer, startServer } from "./server.ts";

const TEXT = "All work and no play makes the day a long one. ".repeat(10);

let server: RunningServer;
let session: Session;
before(async () => {
  server = await startServer();
  session = await connect(server.url, { codec: "pcm_s16le", maxAheadMs: 30_000 });
});
after(async () => {
  await session?.close();
  await server?.stop();
});

test("a text is spoken, and what is heard of the next one is reported", async () => {
  assert((await heard(session.speak("Hello there."))).length > 0);
  const context = session.speak(TEXT);
  for await (const audio of context) if (audio.startMs > 500) break;
  const ending = await context.done;
  assert(ending.type === "context.cancelled");
  assert.equal(ending.textSpoken + ending.textRemaining, TEXT);
});

test("a line that is cut or dies is replaced", async () => {
  const expected = await heard(session.speak(TEXT));
  const line = await Cutter.to(server.url);
  const options = { codec: "pcm_s16le", maxAheadMs: 30_000, silenceMs: 150 } as const;
  const over = await connect(line.url, options);
  const packets: Uint8Array[] = [];
  for await (const { payload } of over.speak(TEXT)) {
    if (packets.length === 20) line.reset();
    if (packets.length === 200) line.swallow();
    packets.push(payload);
  }
  assert.deepEqual(Buffer.concat(packets), expected);
  assert(line.connections >= 2);
  await over.close();
  line.stop();
});

test("where nobody answers, that is said, and not only when time is up", () =>
  assert.rejects(connect("ws://127.0.0.1:1", { retry: false }), (error) => {
    assert(error instanceof ServerUnreachable);
    assert.doesNotMatch(error.reason, /no answer within/);
    return true;
  }));
