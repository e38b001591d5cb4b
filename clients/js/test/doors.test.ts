/** Coming in: keys and tokens, refusals as programs and as pages see them, a server that leaves. */

import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import WebSocket from "ws";
import { retryDelayMs } from "../src/dial.ts";
import {
  ConnectionRefused,
  type ConnectOptions,
  connect,
  ServerUnreachable,
  SessionClosed,
} from "../src/index.ts";
import { Cutter } from "./cutter.ts";
import { BrowserSocket, first, heard, Socket, within } from "./here.ts";
import { type RunningServer, startServer } from "./server.ts";

const KEY = "a-key/of+32~characters,or=so:?>>>";

let guarded: RunningServer;
let full: RunningServer;
const folder = mkdtempSync(join(tmpdir(), "rtts-client-"));
before(async () => {
  const keys = join(folder, "keys");
  writeFileSync(keys, `${KEY}\n`);
  guarded = await startServer({ args: ["--api-keys-file", keys, "--http-port", "0"] });
  full = await startServer({ args: ["--max-sessions", "1"] });
});
after(async () => {
  rmSync(folder, { recursive: true });
  await Promise.all([guarded?.stop(), full?.stop()]);
});

async function refused(url: string, options: ConnectOptions): Promise<ConnectionRefused> {
  const caught: unknown = await connect(url, { WebSocket: Socket, ...options }).then(
    (session) => session.close(),
    (error: unknown) => error,
  );
  assert(caught instanceof ConnectionRefused, String(caught));
  return caught;
}

async function mint(): Promise<string> {
  const answer = await fetch(`${guarded.http}/v1/tokens`, {
    method: "POST",
    headers: { Authorization: `Bearer ${KEY}` },
  });
  assert.equal(answer.status, 200);
  return ((await answer.json()) as { token: string }).token;
}

test("a key in a subprotocol opens the door, to programs and to pages", async () => {
  for (const WebSocket of [Socket, BrowserSocket]) {
    await within(guarded.url, { apiKey: KEY, WebSocket }, async (session) => {
      assert((await heard(session.speak("Hello."))).length > 0);
    });
  }
});

test("a page is told why it may not come in", async () => {
  for (const wrong of [{}, { apiKey: "wrong" }, { token: "forged.token.here" }]) {
    const error = await refused(guarded.url, { ...wrong, WebSocket: BrowserSocket });
    assert.equal(error.code, "unauthorized");
    assert.equal(error.status, 4401);
    assert.match(error.message, /refused the connection \(4401\): .{10}/);
  }
});

test("a program is told at once, by the status", async () => {
  const error = await refused(guarded.url, { apiKey: "wrong" });
  assert.equal(error.status, 401);
});

test("a token opens one session; each new one gets a token of its own", async () => {
  const token = await mint();
  await within(guarded.url, { token, WebSocket: BrowserSocket }, async (session) => {
    assert((await heard(session.speak("Hello."))).length > 0);
  });
  const used = await refused(guarded.url, { token, WebSocket: BrowserSocket });
  assert.equal(used.code, "unauthorized");
  for (let turn = 0; turn < 2; turn += 1) {
    await within(guarded.url, { token: mint }, (session) => session.ping());
  }
});

test("a line that is lost is replaced with a token of its own: the first one holds a minute", async () => {
  const line = await Cutter.to(guarded.url);
  const shown: string[] = [];
  class Shown extends WebSocket {
    constructor(url: string, protocols: string[]) {
      super(shown.length === 1 ? "ws://127.0.0.1:1" : url, protocols);
      shown.push(...protocols.filter((name) => name.startsWith("bearer.")));
    }
  }
  let asked = 0;
  const token = async () => {
    asked += 1;
    if (asked === 2) throw new TypeError("Failed to fetch"); // nobody is reached while it is down
    return `${await mint()}\n`;
  };
  try {
    await within(line.url, { token, WebSocket: Shown, codec: "pcm_s16le" }, async (session) => {
      const resumed = new Promise<void>((resolve) => void session.on("resumed", () => resolve()));
      const context = session.speak("Hello there, my friend. How are you today?");
      await first(context);
      line.reset();
      await resumed;
      await heard(context);
    });
  } finally {
    line.stop();
  }
  assert.equal(asked, 3);
  assert.deepEqual([shown.length, new Set(shown).size], [3, 2]);
});

test("what is no token is a mistake of the program, which does not show it", async () => {
  for (const token of ["", "a b", "not/a,token", undefined, null, 5]) {
    const give = (async () => token) as () => Promise<string>;
    await assert.rejects(connect(guarded.url, { WebSocket: Socket, token: give }), (error) => {
      assert(error instanceof TypeError);
      assert.match(error.message, /^The option token has to give the text of a token alone/);
      assert.doesNotMatch(error.message, /a,token/);
      return true;
    });
  }
});

test("a token that is never given is not waited for for ever", async () => {
  const never = { token: () => new Promise<string>(() => {}), connectTimeoutMs: 50 };
  const late = connect(guarded.url, { WebSocket: Socket, ...never });
  await assert.rejects(late, /the option token gave none within \d+ ms/);
});

test("a time without end is one: nothing goes off at once", async () => {
  const line = await Cutter.to(guarded.url);
  const endless = { connectTimeoutMs: Number.POSITIVE_INFINITY, silenceMs: 1e12 };
  try {
    await within(line.url, { ...endless, apiKey: KEY, codec: "pcm_s16le" }, async (session) => {
      await heard(session.speak("Hello there, my friend."));
    });
    assert.equal(line.connections, 1);
  } finally {
    line.stop();
  }
});

test("a token may stand in the query as well", async () => {
  const url = `${guarded.url}?token=${await mint()}`;
  await within(url, {}, (session) => session.ping());
});

test("a full server is asked again until there is room", async () => {
  const only = await connect(full.url, { WebSocket: Socket });
  for (const WebSocket of [Socket, BrowserSocket]) {
    const error = await refused(full.url, { WebSocket, retry: false });
    assert([503, 1013].includes(error.status), String(error));
  }
  const page = await refused(full.url, { WebSocket: BrowserSocket, retry: false });
  assert.equal(page.code, "overloaded");
  assert(page.retryAfterMs > 0);
  const patient = connect(full.url, { WebSocket: Socket, connectTimeoutMs: 60_000 });
  await refused(full.url, { retry: false });
  await only.close();
  const session = await patient;
  await session.close();
});

test("where nobody answers, that is said", async () => {
  const unused = createServer().listen(0, "127.0.0.1");
  await once(unused, "listening");
  const { port } = unused.address() as { port: number };
  const mute = `ws://127.0.0.1:${port}/v1/stream`;
  await assert.rejects(
    connect(`${mute}?token=secret`, { WebSocket: Socket, connectTimeoutMs: 200 }),
    (error) => {
      assert(error instanceof ServerUnreachable);
      assert.doesNotMatch(String(error), /secret/);
      return error.url === mute;
    },
  );
  await assert.rejects(
    connect(mute.replace("//", "//me:of@secret@"), { WebSocket: Socket, connectTimeoutMs: 200 }),
    (error) => !String(error).includes("secret"),
  );
  unused.close();
  await assert.rejects(
    connect("ws://127.0.0.1:1", { WebSocket: Socket, retry: false }),
    ServerUnreachable,
  );
});

test("an address that is none is a mistake of the program", async () => {
  for (const url of ["", "127.0.0.1:8765", "ftp://127.0.0.1", "wss://", "/v1/stream"]) {
    await assert.rejects(connect(url, { WebSocket: Socket }), (error) => {
      assert(error instanceof TypeError);
      assert.match(error.message, /has to begin with ws:/);
      return error.message.includes(url);
    });
  }
});

test("without a WebSocket, it is said where to get one", async () => {
  const { WebSocket } = globalThis;
  Reflect.deleteProperty(globalThis, "WebSocket");
  try {
    await assert.rejects(connect(guarded.url), /such as that of the package ws/);
  } finally {
    globalThis.WebSocket = WebSocket;
  }
});

test("a server that goes down says so, finishes what it speaks, and takes nothing more", async () => {
  const server = await startServer();
  const session = await connect(server.url, { WebSocket: Socket, codec: "pcm_s16le" });
  const context = session.speak("Let me say this to the end. ".repeat(5));
  await first(context);
  const closing = new Promise<number>((resolve) => {
    session.on("closing", ({ reason, deadlineMs }) => {
      assert.equal(reason, "drain");
      resolve(deadlineMs);
    });
  });
  const closed = new Promise<Error>((resolve) => {
    session.on("closed", ({ error }) => resolve(error));
  });
  server.drain();
  assert((await closing) > 0);
  await assert.rejects(session.speak("Too late.").done, { code: "overloaded" });
  for await (const audio of context) context.played(audio.startMs + audio.durationMs);
  assert.equal((await context.done).type, "context.done");
  const error = await closed;
  assert(error instanceof SessionClosed);
  assert.equal(error.code, 1001);
  await server.stop();
});

test("attempts come further and further apart, and only where waiting helps", () => {
  const busy = new ConnectionRefused("full", { code: "overloaded", status: 503, retryAfterMs: 0 });
  const told = new ConnectionRefused("full", { code: "", status: 1013, retryAfterMs: 700 });
  const wrong = new ConnectionRefused("no", { code: "unauthorized", status: 401, retryAfterMs: 0 });
  const delays = [0, 1, 2, 9].map((attempt) => retryDelayMs(busy, attempt, 10_000, () => 0));
  assert.deepEqual(delays, [100, 200, 400, 2000]);
  assert.equal(
    retryDelayMs(busy, 0, 10_000, () => 1),
    75,
  );
  assert.equal(
    retryDelayMs(told, 0, 10_000, () => 0),
    700,
  );
  assert.equal(
    retryDelayMs(told, 0, 600, () => 0),
    undefined,
  );
  assert.equal(retryDelayMs(wrong, 0, 10_000), undefined);
  assert.equal(retryDelayMs(new SessionClosed(1008, ""), 0, 10_000), undefined);
  assert.equal(
    retryDelayMs(new SessionClosed(1006, ""), 0, 10_000, () => 0),
    100,
  );
  assert.equal(
    retryDelayMs(new ServerUnreachable("ws://x", ""), 0, 10_000, () => 0),
    100,
  );
});
