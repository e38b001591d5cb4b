/**
 * Several contexts in a session of a real server.
 *
 * A server that has worked for a while forecasts what a crowd would cost, and on a busy machine
 * turns some of it away. So each test has a server that has not worked yet.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { type ConnectOptions, type Options, ServerError, type Session } from "../src/index.ts";
import { first, heard, slowly, within } from "./here.ts";
import { startServer } from "./server.ts";

const TEXT = "All work and no play makes the day a long one. ";
const LONG = TEXT.repeat(20);
const PCM: Options = { codec: "pcm_s16le" };

/** Do something in the only session of a server. */
async function alone<T>(
  options: ConnectOptions,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const server = await startServer();
  try {
    return await within(server.url, options, work);
  } finally {
    await server.stop();
  }
}

test("parallel contexts share a socket and do not mix", async () => {
  const texts = ["One two three. ", "Ten twenty thirty forty fifty. ", "A 😀 word. "];
  const inTurn = await alone(PCM, async (session) => {
    const all: Buffer[] = [];
    for (const text of texts) all.push(await heard(session.speak(text)));
    return all;
  });
  const together = await alone({ ...PCM, onNewContext: "parallel" }, (session) =>
    Promise.all(texts.map((text) => heard(session.speak(slowly([...text]))))),
  );
  assert.deepEqual(together, inTurn);
});

test("a new context interrupts the old one where that is asked for", () =>
  alone({ ...PCM, onNewContext: "interrupt" }, async (session) => {
    const old = session.speak(LONG);
    await first(old);
    const young = session.speak(TEXT);
    assert((await heard(young)).length > 0);
    const ending = await old.done;
    assert(ending.type === "context.cancelled");
    assert.equal(ending.reason, "preempted");
    assert.equal(ending.textSpoken + ending.textRemaining, old.text);
    assert.deepEqual(await heard(old), Buffer.alloc(0));
  }));

test("everything is stopped by one call", () =>
  alone({ onNewContext: "parallel" }, async (session) => {
    const speeches = [1, 2, 3].map(() => session.speak(LONG));
    await Promise.all(speeches.map(first));
    const reports = await session.cancel();
    assert.deepEqual(
      reports.map(({ textSpoken, textRemaining }) => textSpoken + textRemaining),
      [LONG, LONG, LONG],
    );
    assert.deepEqual(await session.cancel(), []);
  }));

test("too many contexts: the one over the limit fails, with its text", () =>
  alone({}, async (session) => {
    const contexts = Array.from({ length: 9 }, () => session.context());
    await Promise.all(contexts.map((context) => context.send("Hello.")));
    await assert.rejects(contexts[8]?.done ?? Promise.resolve(), (error) => {
      assert(error instanceof ServerError);
      assert.equal(error.code, "context_limit");
      assert.equal(error.textRemaining, "Hello.");
      return true;
    });
    await session.cancel();
  }));
