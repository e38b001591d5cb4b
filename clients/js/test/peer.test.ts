/** What a real server does seldom, or not yet: faults, later versions, speech that is lost. */

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type ConnectOptions,
  type Context,
  connect,
  InvalidValue,
  Overloaded,
  ProtocolError,
  RateLimited,
  ServerError,
  ServerUnreachable,
  type Session,
  SessionClosed,
  type SessionEvent,
  SpeechStopped,
  SynthesisFailed,
} from "../src/index.ts";
import { heard, Socket } from "./here.ts";
import { FRAME, startPeer, type Talk } from "./peer.ts";

/** Run a session against a script. */
async function against(
  script: (talk: Talk) => Promise<void> | void,
  work: (session: Session) => Promise<void>,
  options: ConnectOptions = {},
): Promise<void> {
  const peer = await startPeer(script);
  try {
    const session = await connect(peer.url, { WebSocket: Socket, resume: false, ...options });
    await work(session);
    void session.close();
  } finally {
    peer.stop();
  }
}

test("what a later version adds is skipped", () =>
  against(
    async (talk) => {
      talk.say("weather", { sun: true });
      talk.ready({ mood: "good" });
      await talk.hearUntil("end");
      talk.start("rtts.1", 7, { colour: "blue" });
      talk.frame({ handle: 7, kind: 9 });
      talk.frame({ handle: 7 });
      talk.frame({ handle: 8 });
      talk.say("viseme", { context: "rtts.1" });
      talk.done("rtts.1");
    },
    async (session) => {
      assert.deepEqual(await heard(session.speak("Hello.")), Buffer.from(FRAME));
    },
  ));

for (const [name, say] of [
  ["no JSON", (talk: Talk) => talk.socket.send("{")],
  ["no frame", (talk: Talk) => talk.socket.send(Buffer.from("abc"))],
  [
    "audio as JSON",
    (talk: Talk) =>
      talk.socket.send(
        '{"type":"audio","segment":0,"seq":0,"pts":0,"samples":1,"kind":1,"flags":0,"data":""}',
      ),
  ],
  ["an answer to no comeback", (talk: Talk) => talk.say("resumed")],
] as const) {
  test(`a server that sends ${name} is left, and that is said`, () =>
    against(
      async (talk) => {
        talk.ready();
        await talk.hearUntil("end");
        say(talk);
      },
      async (session) => {
        await assert.rejects(session.speak("Hello.").done, ProtocolError);
      },
    ));
}

test("raw framing, if a server insists on it, is refused", () =>
  assert.rejects(
    against(
      (talk) => talk.ready({ session: { audio: { framing: "raw" } } }),
      async () => {},
      {
        retry: false,
      },
    ),
    /raw framing/,
  ));

test("a server that never gets ready is not waited for for ever", async () => {
  const peer = await startPeer(() => {});
  await assert.rejects(
    connect(`${peer.url}?token=secret`, { WebSocket: Socket, connectTimeoutMs: 100 }),
    (error) => {
      assert(error instanceof ServerUnreachable);
      assert.match(error.message, /\/v1\/stream: no `ready` within 100 ms/);
      return true;
    },
  );
  peer.stop();
});

test("what could not be spoken is told at the end, all of it", () =>
  against(
    async (talk) => {
      talk.ready();
      await talk.hearUntil("end");
      talk.start("rtts.1");
      talk.frame();
      for (const text of ["One. ", "Three."]) {
        const lost = { context: "rtts.1", text_remaining: text };
        talk.say("error", { code: "synthesis_failed", message: "It broke.", ...lost });
      }
      talk.frame();
      talk.done("rtts.1");
    },
    async (session) => {
      const context = session.speak("One. Two. Three.");
      const codes: string[] = [];
      context.on("error", ({ code }) => codes.push(code));
      let packets = 0;
      const reading = (async () => {
        for await (const audio of context) packets += audio.samples / 160;
      })();
      await assert.rejects(reading, (error) => {
        assert(error instanceof SynthesisFailed);
        assert.equal(error.textRemaining, "One. Three.");
        return true;
      });
      assert.equal(packets, 2);
      assert.deepEqual(codes, ["synthesis_failed", "synthesis_failed"]);
      await assert.rejects(context.done, SynthesisFailed);
    },
  ));

test("text that is refused in the middle ends the speech, at both ends", async () => {
  let cancelled: unknown;
  await against(
    async (talk) => {
      talk.ready();
      await talk.hear("text");
      talk.start("rtts.1");
      const lost = { context: "rtts.1", text_remaining: "lo" };
      talk.say("error", { code: "rate_limited", message: "Slowly.", retry_after_ms: 40, ...lost });
      cancelled = (await talk.hear("cancel"))["context"];
      talk.socket.close();
    },
    async (session) => {
      const context = session.context();
      await context.send("Hello");
      await assert.rejects(heard(context), (error) => {
        assert(error instanceof RateLimited);
        assert.equal(error.retryAfterMs, 40);
        return true;
      });
      await assert.rejects(context.send("more"), RateLimited);
      await new Promise<void>((resolve) => void session.on("closed", () => resolve()));
    },
  );
  assert.equal(cancelled, "rtts.1");
});

test("a context that is not let in fails with its reason and its text", () =>
  against(
    async (talk) => {
      talk.ready();
      const { id } = await talk.hear("text");
      const error = { code: "overloaded", message: "Full.", context: "rtts.1", re: id };
      talk.say("error", { ...error, text_remaining: "Hello.", retry_after_ms: 900 });
      await talk.hear("text");
    },
    async (session) => {
      await assert.rejects(heard(session.speak("Hello.")), (error) => {
        assert(error instanceof Overloaded);
        assert.equal(error.textRemaining, "Hello.");
        assert.equal(error.retryAfterMs, 900);
        return true;
      });
    },
  ));

test("a server that stops by itself is no barge-in", () =>
  against(
    async (talk) => {
      talk.ready();
      await talk.hear("text");
      talk.start("rtts.1");
      talk.frame();
      const report = { played_ms: 20, sent_ms: 20, spoken_chars: 5, precision: "word" };
      const texts = { text_spoken: "Hello", text_remaining: " there." };
      talk.say("context.cancelled", { context: "rtts.1", reason: "shutdown", ...report, ...texts });
    },
    async (session) => {
      const context = session.speak("Hello there.");
      const events: string[] = [];
      const reading = (async () => {
        for await (const { type } of context.events) events.push(type);
      })();
      await assert.rejects(reading, (error) => {
        assert(error instanceof SpeechStopped);
        assert.equal(error.code, "shutdown");
        assert.equal(error.textRemaining, " there.");
        return true;
      });
      assert.deepEqual(events, ["context.started", "audio", "context.cancelled"]);
    },
  ));

test("what concerns the session is told to the session", async () => {
  const events: SessionEvent[] = [];
  await against(
    async (talk) => {
      talk.ready();
      await talk.hear("ping");
      talk.say("warning", { code: "idle_soon", message: "Say something." });
      talk.say("error", { code: "rate_limited", message: "Slowly." });
      talk.say("error", { code: "invalid_value", message: "It has ended.", context: "rtts.7" });
      talk.say("closing", { reason: "drain", deadline_ms: 5 });
      talk.socket.close(1001, "drain");
    },
    async (session) => {
      const closed = new Promise<void>((resolve) => void session.on("closed", () => resolve()));
      for (const type of ["warning", "error", "closing", "closed"] as const) {
        session.on(type, (event) => events.push(event));
      }
      const undo = session.on("closing", () => assert.fail("was undone"));
      undo();
      await assert.rejects(session.ping(), SessionClosed);
      await closed;
    },
  );
  assert.deepEqual(
    events.map(({ type }) => type),
    ["warning", "error", "closing", "closed"],
  );
});

test("a fatal error is what everybody is told", () =>
  against(
    async (talk) => {
      talk.ready();
      await talk.hear("text");
      talk.say("error", { code: "internal", message: "It broke.", fatal: true });
      talk.socket.close(1011);
    },
    async (session) => {
      let told = 0;
      session.on("error", () => {
        told += 1;
      });
      await assert.rejects(session.speak("Hello.").done, { name: "InternalError" });
      assert.equal(told, 0, "it concerns everybody, and is no remark");
    },
  ));

test("what was on its way when a context was cancelled is dropped", () =>
  against(
    async (talk) => {
      talk.ready();
      await talk.hearUntil("end");
      talk.start("rtts.1");
      talk.frame();
      const { id } = await talk.hear("cancel");
      for (let each = 0; each < 5; each += 1) talk.frame();
      const report = { played_ms: 20, sent_ms: 120, spoken_chars: 5, precision: "word" };
      const texts = { text_spoken: "Hello", text_remaining: "." };
      talk.say("context.cancelled", {
        context: "rtts.1",
        re: id,
        reason: "client",
        ...report,
        ...texts,
      });
    },
    async (session) => {
      const context = session.speak("Hello.");
      let packets = 0;
      context.on("audio", () => {
        packets += 1;
        void context.cancel();
      });
      const types: string[] = [];
      for await (const { type } of context.events) types.push(type);
      assert.equal(packets, 1);
      assert(!types.includes("audio"));
      assert.equal(types.at(-1), "context.cancelled");
    },
  ));

/** Hears half of what a buffer of 40 characters takes, and the mark behind it; returns its id. */
async function hearHalf(talk: Talk): Promise<unknown> {
  for (let piece = 0; piece < 2; piece += 1) {
    assert.equal((await talk.hear("text"))["text"], "x".repeat(10));
  }
  const { name, context, id } = await talk.hear("mark");
  assert.deepEqual([name, context], ["rtts.room", "rtts.1"]);
  return id;
}

const SMALL = { limits: { max_text_chars: 100, max_buffer_chars: 40 } };

test("the mark behind each half of the buffer, once answered, is room for another half", () =>
  against(
    async (talk) => {
      talk.ready(SMALL);
      const first = await hearHalf(talk);
      await hearHalf(talk);
      const { t } = await talk.hear("ping"); // nothing else comes
      talk.say("pong", { t });
      talk.say("mark", { context: "rtts.1", name: "rtts.room", audio_ms: 0, re: first });
      await hearHalf(talk);
      await talk.hear("end");
      talk.done("rtts.1");
    },
    async (session) => {
      const context = session.context();
      const sent = context.send("x".repeat(60));
      while (context.text.length < 40) await new Promise((resolve) => setImmediate(resolve));
      await session.ping();
      await sent;
      await context.end();
      assert.equal((await context.done).type, "context.done");
    },
  ));

test("a mark for room that the server will not have is told, not waited for", () =>
  against(
    async (talk) => {
      talk.ready(SMALL);
      const re = await hearHalf(talk);
      talk.say("error", { code: "rate_limited", message: "Slowly.", context: "rtts.1", re });
    },
    async (session) => {
      const context = session.context();
      await assert.rejects(context.send("x".repeat(60)), RateLimited);
    },
  ));

test("where nothing is spoken unasked, nothing is waited for and nothing marked", () =>
  against(
    async (talk) => {
      talk.ready(SMALL);
      for (let piece = 0; piece < 6; piece += 1) await talk.hear("text");
      await talk.hear("flush");
      talk.done("rtts.1");
    },
    async (session) => {
      const context = session.context({ split: { mode: "none" } });
      await context.send("x".repeat(60));
      await context.flush();
      assert.equal((await context.done).type, "context.done");
    },
  ));

test("a cancel that the server has nothing to report on was heard out", () =>
  against(
    async (talk) => {
      talk.ready();
      await talk.hearUntil("end");
      talk.start("rtts.1");
      talk.done("rtts.1");
      const { id } = await talk.hear("cancel");
      talk.say("warning", { code: "context_closed", message: "Heard.", context: "rtts.1", re: id });
    },
    async (session) => {
      const context = session.speak("Hello.");
      await context.done;
      const { textSpoken, textRemaining, playedMs } = await context.cancel();
      assert.deepEqual([textSpoken, textRemaining, playedMs], ["Hello.", "", 20]);
    },
  ));

test("a cancel that is refused is told to who waits, and may be asked for again", () =>
  against(
    async (talk) => {
      talk.ready();
      await talk.hearUntil("end");
      talk.start("rtts.1");
      const { id } = await talk.hear("cancel");
      const slowly = { code: "rate_limited", message: "Slowly.", retry_after_ms: 10 };
      talk.say("error", { ...slowly, context: "rtts.1", re: id });
      const again = await talk.hear("cancel");
      const heard = { text_spoken: "", text_remaining: "Hello.", spoken_chars: 0 };
      const report = { reason: "client", played_ms: 0, sent_ms: 0, precision: "word", ...heard };
      talk.say("context.cancelled", { context: "rtts.1", re: again["id"], ...report });
    },
    async (session) => {
      const context = session.speak("Hello.");
      const end = context[Symbol.asyncIterator]().next();
      await new Promise<void>((resolve) => void context.on("context.started", () => resolve()));
      await assert.rejects(context.cancel(), RateLimited);
      await assert.rejects(end, RateLimited);
      assert.equal((await context.cancel()).textRemaining, "Hello.");
    },
  ));

test("a name that the server will not have is told to who waits for the speech", () =>
  against(
    async (talk) => {
      talk.ready();
      const { id } = await talk.hear("text");
      talk.say("error", { code: "invalid_value", message: "Too long.", param: "context", re: id });
    },
    async (session) => {
      const context = session.speak("Hello.", { name: "n".repeat(129) });
      await assert.rejects(heard(context), InvalidValue);
    },
  ));

test("the name of a context that was cancelled is told to who waits for its speech", () =>
  against(
    async (talk) => {
      talk.ready();
      await talk.hear("text");
      talk.say("warning", { code: "context_closed", message: "It was cancelled.", context: "t1" });
    },
    async (session) => {
      const context = session.speak("Hello.", { name: "t1" });
      await assert.rejects(heard(context), (error) => {
        assert(error instanceof ServerError);
        return error.code === "context_closed" && error.textRemaining === "Hello.";
      });
    },
  ));

test("who stops the speech of a session that is lost need not wait for that", async () => {
  const unhandled: unknown[] = [];
  const note = (error: unknown) => void unhandled.push(error);
  process.on("unhandledRejection", note);
  try {
    for (const stop of [
      (_: Session, context: Context) => context.cancel(),
      (session: Session) => session.cancel(),
    ]) {
      await against(
        async (talk) => {
          talk.ready();
          await talk.hearUntil("cancel");
          talk.lose();
        },
        async (session) => {
          const closed = new Promise<void>((resolve) => void session.on("closed", () => resolve()));
          const context = session.context();
          await context.send("Hello");
          void stop(session, context);
          await closed;
          await new Promise((resolve) => setImmediate(resolve));
        },
      );
    }
  } finally {
    process.off("unhandledRejection", note);
  }
  assert.deepEqual(unhandled, []);
});

test("a text whose first word is long in coming keeps its place", async () => {
  let another = () => {};
  const anotherWasSent = new Promise<void>((resolve) => {
    another = resolve;
  });
  await against(
    async (talk) => {
      talk.ready();
      assert.equal((await talk.hear("text"))["context"], "rtts.1");
      assert.equal((await talk.hear("text"))["context"], "rtts.2");
      await talk.hear("end");
      another();
      await talk.hearUntil("end");
      talk.done("rtts.1");
      talk.done("rtts.2");
    },
    async (session) => {
      async function* tokens() {
        await anotherWasSent;
        yield "One.";
      }
      const one = session.speak(tokens());
      const two = session.speak("Two.");
      await Promise.all([one.done, two.done]);
    },
  );
});

test("a context that was never opened is cancelled without a word", () =>
  against(
    async (talk) => {
      talk.ready();
      const { t } = await talk.hear("ping");
      talk.say("pong", { t });
    },
    async (session) => {
      const context = session.context();
      const report = await context.cancel();
      assert.equal(report.textSpoken + report.textRemaining, "");
      await context.send("late");
      assert.deepEqual(await heard(context), Buffer.alloc(0));
      await session.ping();
    },
  ));

test("a context that is cancelled at once leaves its name to the next", () =>
  against(
    async (talk) => {
      talk.ready();
      await talk.hearUntil("end");
      talk.start("t1");
      talk.frame();
      talk.done("t1");
    },
    async (session) => {
      const context = session.speak("Never.", { name: "t1" });
      await context.cancel();
      await new Promise((resolve) => setImmediate(resolve));
      const next = session.speak("Hello.", { name: "t1" });
      assert.deepEqual(await heard(next), Buffer.from(FRAME));
    },
  ));

test("what a source throws behind a cancel does not take the place of the report", () =>
  against(
    async (talk) => {
      talk.ready();
      await talk.hear("text");
      await talk.hear("text");
      const { id } = await talk.hear("cancel");
      const heard = { text_spoken: "", text_remaining: "Hello", spoken_chars: 0 };
      const report = { reason: "client", played_ms: 0, sent_ms: 0, precision: "word", ...heard };
      await talk.hear("ping");
      talk.say("context.cancelled", { context: "rtts.1", re: id, ...report });
    },
    async (session) => {
      let fail = () => {};
      const failure = new Promise<void>((resolve) => {
        fail = resolve;
      });
      async function* broken() {
        yield "Hello";
        await failure;
        throw new RangeError("broke");
      }
      const context = session.speak(broken());
      while (context.text === "") await new Promise((resolve) => setImmediate(resolve));
      void context.cancel();
      fail();
      await new Promise((resolve) => setImmediate(resolve));
      session.ping().catch(() => {});
      assert.equal((await context.done).type, "context.cancelled");
    },
  ));

test("one name, one open context; one context, one loop", () =>
  against(
    async (talk) => {
      talk.ready();
      await talk.hear("text");
    },
    async (session) => {
      const context = session.context({ name: "t1" });
      await context.send("Hello");
      await assert.rejects(
        session.context({ name: "t1" }).send("x"),
        /open context of the name t1/,
      );
      const waiting = context[Symbol.asyncIterator]().next();
      await assert.rejects(context[Symbol.asyncIterator]().next(), /only one can/);
      await session.close();
      await assert.rejects(waiting, SessionClosed);
    },
  ));

test("played is told at once, then now and then, and at last", async () => {
  const told: unknown[] = [];
  await against(
    async (talk) => {
      talk.ready();
      await talk.hear("text");
      while (told.at(-1) !== 300 && told.length < 10)
        told.push((await talk.hear("played"))["played_ms"]);
      talk.socket.close(1000);
    },
    async (session) => {
      const closed = new Promise<void>((resolve) => void session.on("closed", () => resolve()));
      const context = session.context();
      await context.send("Hello");
      for (const none of [Number.NaN, -5, Number.POSITIVE_INFINITY]) context.played(none);
      for (let ms = 1; ms <= 300; ms += 1) context.played(ms);
      context.played(100);
      await closed;
    },
  );
  assert.deepEqual(told, [1, 300]);
});
