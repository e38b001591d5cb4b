/** Lines that are lost while something is being said: nobody hears it, or everybody is told. */

import assert from "node:assert/strict";
import { once } from "node:events";
import { after, before, test } from "node:test";
import WebSocket from "ws";
import {
  type ConnectOptions,
  connect,
  ProtocolError,
  RttsError,
  type Session,
  SessionClosed,
} from "../src/index.ts";
import { Cutter } from "./cutter.ts";
import { first, heard, Socket, slowly, within } from "./here.ts";
import { FRAME, startPeer, type Talk } from "./peer.ts";
import { type RunningServer, startServer } from "./server.ts";

const SENTENCE = "All work and no play makes the day a long one. ";
const LONG = SENTENCE.repeat(10);
const ALL: ConnectOptions = { codec: "pcm_s16le", maxAheadMs: 30_000 };
const CUTS = 50;

let server: RunningServer;
before(async () => {
  server = await startServer();
});
after(() => server?.stop());

/** A session over a line that can be cut. */
async function overCutter(
  options: ConnectOptions,
  work: (session: Session, line: Cutter) => Promise<void>,
): Promise<void> {
  const line = await Cutter.to(server.url);
  try {
    await within(line.url, { ...ALL, ...options }, (session) => work(session, line));
  } finally {
    line.stop();
  }
}

function whole(text: string): Promise<Buffer> {
  return within(server.url, ALL, (session) => heard(session.speak(text)));
}

test("cut again and again, every sample is given once", async () => {
  const expected = await whole(LONG);
  await overCutter({}, async (session, line) => {
    let cuts = 0;
    let resumed = 0;
    let noticed = () => {};
    session.on("interrupted", () => {
      cuts += 1;
      noticed();
    });
    session.on("resumed", () => {
      resumed += 1;
    });
    const step = Math.floor(expected.length / 960 / CUTS);
    const context = session.speak(slowly(Array.from({ length: 10 }, () => SENTENCE)));
    const packets: Uint8Array[] = [];
    for await (const audio of context) {
      packets.push(audio.payload);
      if (packets.length % step !== 0 || cuts > resumed) continue;
      await new Promise<void>((resolve) => {
        noticed = resolve;
        line.reset();
      });
      context.played(audio.startMs);
    }
    assert.deepEqual(Buffer.concat(packets), expected);
    const done = await context.done;
    assert(done.type === "context.done");
    assert.equal(done.chars, LONG.length);
    await session.ping();
    assert(cuts >= 5, `${cuts} cuts`);
    assert.equal(resumed, cuts);
  });
});

test("text under way arrives once, wherever the line is cut", async () => {
  await overCutter({}, async (session, line) => {
    let resent = 0;
    session.on("resumed", (event) => {
      resent += event.resent;
    });
    async function* tokens() {
      for (const [at, word] of LONG.split(/(?<= )/).entries()) {
        yield word;
        if (at % 6 === 0) {
          line.reset();
          await new Promise((resolve) => setTimeout(resolve, 10));
        }
      }
    }
    const context = session.speak(tokens());
    const spoken: string[] = [];
    context.on("segment.done", ({ text }) => spoken.push(text));
    await heard(context);
    assert.equal(spoken.join(" "), LONG.trim());
    assert(resent > 0);
  });
});

test("room for more is found wherever the line is cut", async () => {
  const small = await startServer({
    args: ["--max-text-chars", "500", "--max-buffer-chars", "1000"],
  });
  const line = await Cutter.to(small.url);
  try {
    await within(line.url, ALL, async (session) => {
      let resumed = 0;
      session.on("resumed", () => {
        resumed += 1;
      });
      const context = session.context();
      for (let turn = 0; turn < 30; turn += 1) {
        await context.send(" ".repeat(500));
        if (turn % 3 === 0) line.reset();
      }
      await context.send("Hello.");
      await context.end();
      assert.equal((await context.done).type, "context.done");
      assert(resumed > 0);
    });
  } finally {
    line.stop();
    await small.stop();
  }
});

test("where several processes have one port, the one with the session is found", async () => {
  const crowd = await startServer({ args: ["--processes", "3"] });
  const line = await Cutter.to(crowd.url);
  try {
    await within(line.url, ALL, async (session) => {
      for (let cut = 0; cut < 8; cut++) {
        const resumed = new Promise<void>((resolve) => session.on("resumed", () => resolve()));
        line.reset();
        await resumed;
        await session.ping();
      }
    });
  } finally {
    line.stop();
    await crowd.stop();
  }
});

test("a line that dies in silence is replaced", async () => {
  const expected = await whole(LONG);
  await overCutter({ silenceMs: 100 }, async (session, line) => {
    const context = session.speak(LONG);
    const packets: Uint8Array[] = [];
    for await (const { payload } of context) {
      if (packets.length === 0) line.swallow();
      packets.push(payload);
    }
    assert.deepEqual(Buffer.concat(packets), expected);
    assert.equal(line.connections, 2);
    assert(line.swallowed < 10, "the client did not notice that nobody answers");
  });
});

test("who asks over a line that has died is answered over the next one", async () => {
  await overCutter({ silenceMs: 100 }, async (session, line) => {
    const context = session.speak(SENTENCE);
    await context.done;
    for (const ask of [
      () => session.ping(),
      () => session.update({ speed: 1.5 }),
      () => context.cancel(),
    ]) {
      line.swallow();
      await ask();
    }
    assert.equal(line.connections, 4);
    assert(line.swallowed < 10, "the client did not notice that nobody answers");
  });
});

test("a first question over a line that has died is answered over the next one", async () => {
  const line = await Cutter.to(server.url);
  try {
    await within(line.url, { silenceMs: 100 }, async (session) => {
      line.swallow();
      await session.ping();
    });
    assert.equal(line.connections, 2);
  } finally {
    line.stop();
  }
});

test("a line that was given up is closed once another one stands", async () => {
  const made: WebSocket[] = [];
  /** As those of browsers are, which nobody can end without a word. */
  class Polite extends WebSocket {
    constructor(url: string, protocols: string[]) {
      super(url, protocols);
      Object.defineProperty(this, "terminate", { value: undefined });
      made.push(this);
    }
  }
  await overCutter({ silenceMs: 100, WebSocket: Polite }, async (session, line) => {
    const resumed = new Promise<void>((resolve) => void session.on("resumed", () => resolve()));
    line.swallow();
    await session.ping();
    await resumed;
    assert.deepEqual(
      made.map(({ readyState }) => readyState),
      [WebSocket.CLOSING, WebSocket.OPEN],
    );
  });
});

test("closing does not wait for a session that is still being looked for", async () => {
  const line = await Cutter.to(server.url);
  const options = { ...ALL, WebSocket: Socket, resume: false, connectTimeoutMs: 60_000 };
  const session = await connect(line.url, options);
  const closed = new Promise<void>((resolve) => void session.on("closed", () => resolve()));
  line.stop();
  await closed;
  const context = session.speak("Hello.");
  await session.close();
  await assert.rejects(heard(context), /closed by this program/);
});

test("a cancel while the line is down is answered over the next one", async () => {
  await overCutter({}, async (session, line) => {
    const context = session.speak(LONG);
    await first(context);
    line.reset();
    const report = await context.cancel();
    assert.equal(report.reason, "client");
    assert.equal(report.textSpoken + report.textRemaining, LONG);
    assert((await session.ping()) > 0);
  });
});

test("without resume a loss is told, with what was not heard; the next turn is a new session", async () => {
  await overCutter({ resume: false }, async (session, line) => {
    assert.equal(session.ready.resumeToken, undefined);
    const before = session.ready.sessionId;
    const context = session.speak(LONG, { maxAheadMs: 1000 });
    await first(context);
    line.reset();
    await assert.rejects(heard(context), (error) => {
      assert(error instanceof SessionClosed);
      assert.equal(error.code, 1006);
      assert(error.textRemaining.length > 0 && LONG.endsWith(error.textRemaining));
      return true;
    });
    let reconnected = "";
    session.on("reconnected", ({ ready }) => {
      reconnected = ready.sessionId;
    });
    await session.update({ speed: 2 });
    assert((await heard(session.speak("Here again."))).length > 0);
    assert.equal(session.options["speed"], 2);
    assert.equal(reconnected, session.ready.sessionId);
    assert.notEqual(reconnected, before);
  });
});

/** Run a session against scripts, one for each connection. */
async function against(
  scripts: ((talk: Talk) => Promise<void> | void)[],
  work: (session: Session) => Promise<void>,
): Promise<readonly string[]> {
  const peer = await startPeer(...scripts);
  try {
    const session = await connect(peer.url, { WebSocket: Socket, silenceMs: 60_000 });
    await work(session);
    void session.close();
    return peer.paths;
  } finally {
    peer.stop();
  }
}

test("the numbers are exchanged, and each token is shown once", async () => {
  const again: unknown[] = [];
  const scripts = [
    async (talk: Talk) => {
      talk.ready({ resume_token: "t1" });
      await talk.hear("text");
      talk.start("rtts.1");
      talk.lose();
    },
    async (talk: Talk) => {
      talk.say("resumed", { recovered: true, received: 1, resume_token: "t2" });
      again.push(...(await talk.hearUntil("end")).map(({ type }) => type));
      talk.frame();
      talk.lose();
    },
    async (talk: Talk) => {
      talk.say("resumed", { recovered: true, received: 3, resume_token: "t3" });
      again.push((await talk.hear("end"))["type"]);
      talk.done("rtts.1");
    },
  ];
  const paths = await against(scripts, async (session) => {
    assert.deepEqual(await heard(session.speak(slowly(["One ", "two"]))), Buffer.from(FRAME));
  });
  assert.deepEqual(paths, [
    "/v1/stream?resume=true",
    "/v1/stream?resume=t1&received=2",
    "/v1/stream?resume=t2&received=3",
  ]);
  assert.deepEqual(again.at(-1), "end");
  assert.equal(again.filter((type) => type === "end").length, 2);
});

test("a session that is gone says what was lost; what is said next finds a new one", async () => {
  const scripts = [
    async (talk: Talk) => {
      talk.ready({ resume_token: "t1" });
      await talk.hear("text");
      talk.start("rtts.1");
      talk.frame();
      talk.lose();
    },
    (talk: Talk) => {
      talk.say("resumed", { recovered: false, reason: "expired" });
      talk.ready({ session_id: "s2", resume_token: "t2" });
    },
    async (talk: Talk) => {
      talk.ready({ session_id: "s3" });
      await talk.hearUntil("end");
      talk.start("rtts.2");
      talk.frame();
      talk.done("rtts.2");
    },
  ];
  await against(scripts, async (session) => {
    const context = session.speak("Hello there.");
    await assert.rejects(context.done, (error) => {
      assert(error instanceof SessionClosed);
      assert.match(error.message, /could not be resumed.*expired/);
      assert.equal(error.textRemaining, "Hello there.");
      return true;
    });
    assert((await heard(session.speak("Again."))).length > 0);
    assert.equal(session.ready.sessionId, "s3");
  });
});

test("what was said to nobody yet, as the line was down, is said to the next session", async () => {
  const scripts = [
    (talk: Talk) => {
      talk.ready({ resume_token: "t1" });
      talk.lose();
    },
    (talk: Talk) => talk.say("resumed", { recovered: false, reason: "unknown" }),
    async (talk: Talk) => {
      talk.ready({ session_id: "s3" });
      await talk.hear("session.update");
      talk.say("session.updated", { re: "e1", session: { speed: 2 } });
      await talk.hearUntil("end");
      talk.start("rtts.1");
      talk.frame();
      talk.done("rtts.1");
    },
  ];
  await against(scripts, async (session) => {
    await new Promise<void>((resolve) => void session.on("interrupted", () => resolve()));
    const updated = session.update({ speed: 2 });
    const context = session.speak("Hello.");
    assert.deepEqual(await updated, { speed: 2 });
    assert.deepEqual(await heard(context), Buffer.from(FRAME));
    assert.equal(session.ready.sessionId, "s3");
  });
});

test("a server that says to come back later than it keeps the session is not asked again", async () => {
  const scripts = [
    async (talk: Talk) => {
      talk.ready({ resume_token: "t1" });
      await talk.hear("text");
      talk.lose();
    },
    (talk: Talk) => {
      const full = { code: "overloaded", message: "Full.", retry_after_ms: 60_000 };
      talk.say("error", { ...full, fatal: true });
      talk.socket.close(1013);
    },
  ];
  const paths = await against(scripts, async (session) => {
    await assert.rejects(session.speak("Hello.").done, /Full\..*For 15 s nothing helped/);
  });
  assert.equal(paths.length, 2);
});

test("a line that comes back to a session that was closed meanwhile is closed", async () => {
  let back: (talk: Talk) => void = () => {};
  const second = new Promise<Talk>((resolve) => {
    back = resolve;
  });
  const lost = async (talk: Talk) => {
    talk.ready({ resume_token: "t1" });
    await talk.hear("text");
    talk.lose();
  };
  await against([lost, (talk) => back(talk)], async (session) => {
    session.speak("Hello.");
    const talk = await second;
    await session.close();
    const closed = once(talk.socket, "close");
    talk.say("resumed", { recovered: true, received: 1 });
    await closed;
  });
});

test("a session that was found for one that was closed meanwhile is closed", async () => {
  let found: (talk: Talk) => void = () => {};
  const second = new Promise<Talk>((resolve) => {
    found = resolve;
  });
  const left = async (talk: Talk) => {
    talk.ready();
    await talk.hear("text");
    talk.socket.close(1001);
  };
  await against([left, (talk) => found(talk)], async (session) => {
    const reconnected: string[] = [];
    session.on("reconnected", ({ ready }) => reconnected.push(ready.sessionId));
    await assert.rejects(session.speak("Hello.").done, SessionClosed);
    session.speak("Again.");
    const talk = await second;
    await session.close();
    const closed = once(talk.socket, "close");
    talk.ready({ session_id: "s2" });
    await closed;
    assert.deepEqual(reconnected, []);
  });
});

test("closing a session whose server answers nothing comes to its end", async () => {
  await overCutter({}, async (session, line) => {
    await session.ping();
    line.swallow();
    await session.close();
  });
});

test("where the server keeps no session, nothing is kept for it, nor asked", async () => {
  const heardTypes: unknown[] = [];
  const script = async (talk: Talk) => {
    talk.ready();
    heardTypes.push(...(await talk.hearUntil("end")).map(({ type }) => type));
    talk.start("rtts.1");
    talk.done("rtts.1");
  };
  await against([script], async (session) => {
    const context = session.context();
    for (let count = 0; count < 300; count += 1) await context.send("All work. ");
    await context.end();
    await context.done;
  });
  assert.equal(heardTypes.length, 301);
  assert(!heardTypes.includes("ping"));
});

test("it knocks until somebody opens", async () => {
  const shut = (talk: Talk) => talk.socket.close(1013, "try again");
  const scripts = [
    async (talk: Talk) => {
      talk.ready({ resume_token: "t1" });
      await talk.hear("text");
      talk.lose();
    },
    shut,
    (talk: Talk) => {
      talk.say("error", { code: "overloaded", message: "Full.", fatal: true });
      shut(talk);
    },
    (talk: Talk) => {
      talk.say("resumed", { recovered: true, received: 1, resume_token: "t2" });
      talk.start("rtts.1");
      talk.frame();
      talk.done("rtts.1");
    },
  ];
  const paths = await against(scripts, async (session) => {
    const context = session.speak("Hello.");
    assert.deepEqual(await heard(context), Buffer.from(FRAME));
  });
  assert.equal(paths.length, 4);
});

test("a credential that no longer holds ends the knocking", async () => {
  const scripts = [
    async (talk: Talk) => {
      talk.ready({ resume_token: "t1" });
      await talk.hear("text");
      talk.lose();
    },
    (talk: Talk) => {
      talk.say("error", { code: "unauthorized", message: "That key is gone.", fatal: true });
      talk.socket.close(4401);
    },
  ];
  const paths = await against(scripts, async (session) => {
    await assert.rejects(session.speak("Hello.").done, /That key is gone/);
  });
  assert.equal(paths.length, 2);
});

test("closing while the line is down does not wait for the next one", async () => {
  let knocked = () => {};
  const secondLine = new Promise<void>((resolve) => {
    knocked = resolve;
  });
  const scripts = [
    async (talk: Talk) => {
      talk.ready({ resume_token: "t1" });
      await talk.hear("text");
      talk.lose();
    },
    () => knocked(),
  ];
  await against(scripts, async (session) => {
    const context = session.speak("Hello.");
    await secondLine;
    await session.close();
    await assert.rejects(context.done, /closed by this program/);
  });
});

test("a count that cannot be ends the session", async () => {
  const scripts = [
    async (talk: Talk) => {
      talk.ready({ resume_token: "t1" });
      await talk.hear("text");
      talk.lose();
    },
    (talk: Talk) => talk.say("resumed", { recovered: true, received: 99 }),
  ];
  await against(scripts, async (session) => {
    await assert.rejects(session.speak("Hello.").done, (error) => {
      assert(error instanceof RttsError);
      return error instanceof ProtocolError && /cannot be/.test(error.message);
    });
  });
});

test("what the server says that it has is forgotten, and need not be sent again", async () => {
  const scripts = [
    async (talk: Talk) => {
      talk.ready({ resume_token: "t1" });
      for (let count = 1; count <= 200; count += 1) {
        const { type, t } = await talk.hear(count === 129 ? "ping" : "text");
        if (type !== "ping") continue;
        assert.equal(t, "arrived 129");
        talk.say("pong", { t });
      }
      talk.lose();
    },
    (talk: Talk) => talk.say("resumed", { recovered: true, received: 128 }),
  ];
  await against(scripts, async (session) => {
    const context = session.context();
    for (let each = 0; each < 199; each += 1) await context.send("a ");
    await assert.rejects(
      context.done,
      /128 messages, which cannot be: 200 were sent, and it had 129/,
    );
  });
});
