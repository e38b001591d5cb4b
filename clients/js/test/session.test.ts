/** Speaking with a real server. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  type ContextEvent,
  connect,
  FrameFlag,
  InvalidValue,
  type Options,
  type Session,
  SessionClosed,
} from "../src/index.ts";
import { first, heard, Socket, slowly, within } from "./here.ts";
import { type RunningServer, startServer } from "./server.ts";

const TEXT = "All work and no play makes the day a long one. ";
const LONG = TEXT.repeat(20);
const PCM: Options = { codec: "pcm_s16le" };

let server: RunningServer;
before(async () => {
  server = await startServer();
});
after(() => server?.stop());

/** All events of a context, until it ends. */
async function eventsOf(events: AsyncIterable<ContextEvent>): Promise<ContextEvent[]> {
  const all: ContextEvent[] = [];
  for await (const event of events) all.push(event);
  return all;
}

test("who holds a session has its ready", () =>
  within(server.url, { codec: "mulaw", rate: 8000 }, async (session) => {
    assert.equal(session.ready.engine, "tone");
    assert.equal(session.ready.protocol, "rtts.v1");
    assert.deepEqual((session.options["audio"] as { codec: string }).codec, "mulaw");
    assert((await session.ping()) > 0);
  }));

test("a text is spoken whole, sample by sample", () =>
  within(server.url, PCM, async (session) => {
    const context = session.speak(TEXT);
    let pts = 0;
    let flags = 0;
    for await (const audio of context) {
      assert.equal(audio.pts, pts);
      assert.equal(audio.payload.byteLength, audio.samples * 2);
      assert.equal(audio.startMs, (pts * 1000) / 24000);
      flags |= audio.flags;
      pts += audio.samples;
    }
    assert(flags & FrameFlag.firstOfContext);
    const done = await context.done;
    assert(done.type === "context.done");
    assert.equal(done.chars, TEXT.length);
    assert.equal(done.audioMs, Math.round((pts * 1000) / 24000));
    assert.equal(context.state, "done");
    assert.deepEqual(context.format, {
      codec: "pcm_s16le",
      rate: 24000,
      clock: 24000,
      frameMs: 20,
      channels: 1,
      preskip: 0,
    });
  }));

test("tokens are spoken while more are written", () =>
  within(server.url, PCM, async (session) => {
    let letGo = () => {};
    const heardSomething = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    async function* tokens() {
      yield* slowly("Hello there, my friend. How ".split(/(?<= )/));
      await heardSomething;
      yield* slowly("are you today?".split(/(?<= )/));
    }
    const context = session.speak(tokens());
    context.on("audio", letGo);
    const segments: string[] = [];
    context.on("segment.done", ({ text }) => segments.push(text));
    const streamed = await heard(context);
    assert.deepEqual(segments, ["Hello there, my friend.", "How are you today?"]);
    assert.deepEqual(
      streamed,
      await heard(session.speak("Hello there, my friend. How are you today?")),
    );
  }));

test("pairs that tokens cut apart arrive whole, and words are found where they are", () =>
  within(server.url, { ...PCM, timestamps: "word" }, async (session) => {
    const text = "Well 😀 done, 𝄞 and 👩‍👩‍👧 too. Then 你好 again.";
    const units = Array.from({ length: text.length }, (_, at) => text.charAt(at));
    const context = session.speak(slowly(units));
    const events = await eventsOf(context.events);
    assert.equal(context.text, text);
    let words = 0;
    for (const event of events) {
      if (event.type === "segment.done") {
        assert.equal(text.slice(event.start, event.end), event.text);
      } else if (event.type === "timestamps") {
        words += event.items.length;
        for (const [word, , , start, end] of event.items) {
          assert.equal(text.slice(start, end), word);
        }
      }
    }
    assert(words >= 7, `${words} words`);
    assert.equal(events.at(-1)?.type, "context.done");
  }));

test("a cancel reports what was heard, and nothing is given after it", () =>
  within(server.url, PCM, async (session) => {
    const context = session.speak(LONG);
    let given = 0;
    let report: Awaited<ReturnType<typeof context.cancel>> | undefined;
    for await (const audio of context) {
      given += 1;
      assert.equal(report, undefined);
      if (audio.startMs < 2000) continue;
      const cancelling = context.cancel({ playedMs: 1500 });
      assert.equal(context.cancel(), cancelling);
      report = await cancelling;
    }
    assert(report && given > 0);
    assert.equal(report.reason, "client");
    assert.equal(report.playedMs, 1500);
    assert.equal(report.textSpoken + report.textRemaining, LONG);
    assert.equal(context.text.slice(0, report.spokenChars), report.textSpoken);
    assert(report.textSpoken.length > 0 && report.textRemaining.length > 0);
    assert.equal(await context.done, report);
    assert.equal(context.state, "cancelled");
  }));

test("leaving the loop is a barge-in, and stops who writes the text", () =>
  within(server.url, PCM, async (session) => {
    let stopped = false;
    async function* endless() {
      try {
        for (;;) yield* slowly([TEXT]);
      } finally {
        stopped = true;
      }
    }
    const context = session.speak(endless());
    for await (const audio of context) if (audio.startMs > 100) break;
    const ending = await context.done;
    assert(ending.type === "context.cancelled");
    assert.equal(ending.textSpoken + ending.textRemaining, context.text);
    await session.ping();
    assert(stopped);
    await context.send("A late token.");
    assert.doesNotMatch(context.text, /late/);
  }));

test("what was played is what a cancel reports", () =>
  within(server.url, PCM, async (session) => {
    const context = session.speak(LONG);
    let report: Awaited<ReturnType<typeof context.cancel>> | undefined;
    for await (const audio of context) {
      if (audio.startMs < 1000) continue;
      for (let ms = 0; ms <= 900; ms += 10) context.played(ms);
      report = await context.cancel();
    }
    assert.equal(report?.playedMs, 900);
  }));

test("a cancel with a figure that is none goes by what was said before, and stops it", () =>
  within(server.url, { ...PCM, onNewContext: "interrupt" }, async (session) => {
    for (const playedMs of [Number.NaN, Number.POSITIVE_INFINITY, -3]) {
      const context = session.speak(LONG);
      await first(context);
      context.played(40);
      assert.equal((await context.cancel({ playedMs })).playedMs, 40);
    }
  }));

test("a context that is done and not heard out can still be cancelled", () =>
  within(server.url, { ...PCM, maxAheadMs: 30_000 }, async (session) => {
    const context = session.speak(TEXT);
    let silenced = 0;
    context.on("context.cancelled", () => {
      silenced += 1;
    });
    assert.equal((await context.done).type, "context.done");
    const report = await context.cancel({ playedMs: 500 });
    assert.equal(report.playedMs, 500);
    assert.equal(report.textSpoken + report.textRemaining, TEXT);
    assert.equal(silenced, 1);
    assert.deepEqual(await heard(context), Buffer.alloc(0));
  }));

test("a context by hand: flush, mark, end, each answered behind its audio", () =>
  within(server.url, PCM, async (session) => {
    const context = session.context({ name: "by hand", timestamps: "segment" });
    await context.send("Hello there");
    await context.flush();
    await context.mark("greeted");
    void context.send(" How are ");
    void context.send("you?");
    void context.end();
    await assert.rejects(context.send("more"), /has had its end/);
    const events = await eventsOf(context.events);
    assert(events.every((event) => event.type === "audio" || event.context === "by hand"));
    const order = events.map(({ type }) => type).filter((type, at, all) => type !== all[at - 1]);
    const first = order.indexOf("segment.done");
    assert(first < order.indexOf("flushed") && order.indexOf("flushed") < order.indexOf("mark"));
    assert(order.indexOf("mark") < order.lastIndexOf("segment"));
    assert.equal(order.at(-1), "context.done");
    assert.equal(context.text, "Hello there How are you?");
  }));

test("packets in bundles come out one by one, samples the same", () =>
  within(server.url, PCM, async (session) => {
    const plain = await heard(session.speak(TEXT));
    const bundled = session.speak(TEXT, { bundle: true });
    bundled.on("audio", ({ flags }) => assert.equal(flags & FrameFlag.bundle, 0));
    assert.deepEqual(await heard(bundled), plain);
  }));

test("a name that a program chooses is none that the client gives", () =>
  within(server.url, PCM, async (session) => {
    const own = session.context({ name: "c2" });
    const given = session.speak("Hello.");
    await own.end();
    await Promise.all([given, own].map(heard));
    assert.notEqual(given.name, own.name);
  }));

test("an option that cannot be is refused by name, and the session goes on", () =>
  within(server.url, {}, async (session) => {
    await assert.rejects(heard(session.speak(TEXT, { rate: 12345 })), (error) => {
      assert(error instanceof InvalidValue);
      assert.equal(error.param, "session.audio.rate");
      return true;
    });
    await assert.rejects(session.update({ speed: 100 }), InvalidValue);
    assert.equal((await session.update({ speed: 2 }))["speed"], 2);
    assert.equal(session.options["speed"], 2);
    assert((await heard(session.speak(TEXT))).length > 0);
  }));

test("an option that does not exist is a mistake of the program", async () => {
  const wrong = { max_ahead_ms: 1000 } as Options;
  await assert.rejects(connect(server.url, { WebSocket: Socket, ...wrong }), /camelCase/);
  const raw = { framing: "raw" } as Options;
  await assert.rejects(connect(server.url, { WebSocket: Socket, ...raw }), /always framed/);
  await assert.rejects(connect(`${server.url}?framing=raw`, { WebSocket: Socket }), TypeError);
  await assert.rejects(
    connect(server.url, { WebSocket: Socket, voice: "nobody" }),
    (error) => error instanceof InvalidValue && error.param === "session.voice",
  );
});

test("what the writer of the text throws, its listener gets", () =>
  within(server.url, PCM, async (session) => {
    async function* broken() {
      yield "Hello there. ";
      throw new RangeError("the model is gone");
    }
    const context = session.speak(broken());
    await assert.rejects(heard(context), /the model is gone/);
    await assert.rejects(context.done, RangeError);
    assert((await heard(session.speak(TEXT))).length > 0);
  }));

/** Do something in a session of a server that buffers a thousand characters. */
async function withSmall(work: (session: Session) => Promise<void>): Promise<void> {
  const small = await startServer({
    args: ["--max-text-chars", "500", "--max-buffer-chars", "1000"],
  });
  try {
    await within(small.url, { ...PCM, maxAheadMs: 30_000 }, work);
  } finally {
    await small.stop();
  }
}

test("text beyond what the server buffers waits until there is room", () =>
  withSmall(async (session) => {
    const context = session.speak(slowly(Array.from({ length: 60 }, () => TEXT)));
    for await (const audio of context) context.played(audio.startMs + audio.durationMs);
    assert.equal(context.text, TEXT.repeat(60));
  }));

test("of text with no word in it any length goes out, and the marks for that are not given", () =>
  withSmall(async (session) => {
    for (const passedOver of [
      " ".repeat(5000),
      "\n".repeat(5000),
      "*".repeat(5000),
      "😀".repeat(2500),
      `\`\`\`\n${"let x = 5;\n".repeat(500)}\`\`\`\n`,
    ]) {
      const context = session.context();
      const marks: string[] = [];
      context.on("mark", ({ name }) => marks.push(name));
      await context.send(`${passedOver}Hello there.`);
      await context.mark("rtts.room");
      await context.end();
      const done = await context.done;
      assert(done.type === "context.done");
      assert.equal(done.segments, 1);
      assert.deepEqual(marks, ["rtts.room"], "the caller's own mark is given, whatever its name");
    }
  }));

test("a thousand tokens at once are no flood", () =>
  within(server.url, { ...PCM, maxAheadMs: 30_000 }, async (session) => {
    const tokens = TEXT.repeat(300).split(/(?<= )/);
    const context = session.speak(tokens);
    for await (const audio of context) {
      context.played(audio.startMs + audio.durationMs);
      if (audio.startMs > 1000) break;
    }
    const ending = await context.done;
    assert(ending.type === "context.cancelled");
    assert.equal(ending.textSpoken + ending.textRemaining, context.text);
  }));

test("a closed session says so to whoever still waits", async () => {
  const session = await connect(server.url, { WebSocket: Socket });
  const context = session.speak(LONG);
  await first(context);
  const rest = heard(context);
  rest.catch(() => {});
  await session.close();
  await assert.rejects(rest, (error) => {
    assert(error instanceof SessionClosed);
    assert.equal(error.code, 1000);
    assert(LONG.endsWith(error.textRemaining) && error.textRemaining.length > 0);
    return true;
  });
  await assert.rejects(heard(session.speak(TEXT)), SessionClosed);
  await session.close();
});
