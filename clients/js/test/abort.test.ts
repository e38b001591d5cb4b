/** An AbortSignal ends the connecting in whichever phase it is, and leaves nothing behind. */

import assert from "node:assert/strict";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { test } from "node:test";
import WebSocket from "ws";
import { type ConnectOptions, connect, InvalidValue, SessionClosed } from "../src/index.ts";
import { heard, Socket, within } from "./here.ts";
import { startPeer, type Talk } from "./peer.ts";
import { startServer } from "./server.ts";

const GONE = new Error("nobody wants it any more");

/** A WebSocket that says when it is made. */
class Seen extends WebSocket {
  static made: Seen[] = [];

  constructor(url: string, protocols: string[]) {
    super(url, protocols);
    Seen.made.push(this);
  }
}

/** What would keep this process from ending, but for the pipes it was given. */
function timers(): number {
  return process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
}

/** Connect, and abort when the phase has come: that is at once all, and nothing is left. */
async function abortedIn(
  url: string,
  options: ConnectOptions,
  phase: () => Promise<unknown>,
): Promise<WebSocket[]> {
  Seen.made = [];
  const before = timers();
  const aborter = new AbortController();
  const listeners = counted(aborter.signal);
  const connecting = connect(url, { WebSocket: Seen, ...options, signal: aborter.signal });
  connecting.catch(() => {});
  await phase();
  aborter.abort(GONE);
  await assert.rejects(connecting, (error) => error === GONE);
  assert.equal(listeners(), 0, "a listener is left");
  for (const socket of Seen.made) {
    if (socket.readyState === WebSocket.CLOSED) continue;
    await new Promise((resolve) => socket.on("close", resolve));
  }
  assert.equal(timers(), before, "a timer is left");
  return Seen.made;
}

/** Says how many listen to the signal. */
function counted(signal: AbortSignal): () => number {
  let count = 0;
  const { addEventListener, removeEventListener } = signal;
  signal.addEventListener = (...args: Parameters<typeof addEventListener>) => {
    count += 1;
    addEventListener.apply(signal, args);
  };
  signal.removeEventListener = (...args: Parameters<typeof removeEventListener>) => {
    count -= 1;
    removeEventListener.apply(signal, args);
  };
  return () => count;
}

/** What a promise is resolved by, and the promise. */
function pending(): [resolve: () => void, promise: Promise<void>] {
  let resolve = () => {};
  const promise = new Promise<void>((given) => {
    resolve = given;
  });
  return [resolve, promise];
}

test("a signal that has come before anything began lets nothing begin", async () => {
  Seen.made = [];
  let asked = 0;
  const token = () => {
    asked += 1;
    return "a.b";
  };
  const options = { WebSocket: Seen, token, signal: AbortSignal.abort(GONE) };
  await assert.rejects(connect("ws://127.0.0.1:1", options), (error) => error === GONE);
  assert.deepEqual([Seen.made.length, asked], [0, 0]);
});

test("while a token is awaited", async () => {
  const [ask, asked] = pending();
  const token = () => {
    ask();
    return new Promise<string>(() => {});
  };
  assert.deepEqual(await abortedIn("ws://127.0.0.1:1", { token }, () => asked), []);
});

test("while the socket is opening", async () => {
  const mute = createServer().listen(0, "127.0.0.1").unref();
  await once(mute, "listening");
  const url = `ws://127.0.0.1:${(mute.address() as AddressInfo).port}`;
  assert.equal((await abortedIn(url, {}, () => once(mute, "connection"))).length, 1);
});

test("in the handshake, and the server is told that nobody comes", async () => {
  const [close, closed] = pending();
  const [come, came] = pending();
  let code = 0;
  const peer = await startPeer((talk: Talk) => {
    talk.socket.on("close", (said: number) => {
      code = said;
      close();
    });
    void talk.hear("session.update").then(come);
  });
  try {
    assert.equal((await abortedIn(peer.url, { voice: "one" }, () => came)).length, 1);
    await closed;
    assert.equal(code, 1000);
  } finally {
    peer.stop();
  }
});

test("between two attempts", async () => {
  let sockets = 0;
  const [fail, failed] = pending();
  class Unlucky extends Seen {
    constructor(url: string, protocols: string[]) {
      super(url, protocols);
      sockets += 1;
      this.once("error", () => setImmediate(fail));
    }
  }
  const made = await abortedIn("ws://127.0.0.1:1", { WebSocket: Unlucky }, () => failed);
  assert.deepEqual([made.length, sockets], [1, 1]);
});

test("a session that stands has nothing to do with the signal any more", async () => {
  const server = await startServer();
  const aborter = new AbortController();
  const listeners = counted(aborter.signal);
  const options: ConnectOptions = { codec: "pcm_s16le", signal: aborter.signal };
  await within(server.url, options, async (session) => {
    assert.equal(listeners(), 0);
    aborter.abort(GONE);
    assert((await heard(session.speak("Hello."))).length > 0);
  });
  await server.stop();
});

test("closing a session ends the connecting that would replace it", async () => {
  const [come, came] = pending();
  const [close, closed] = pending();
  const peer = await startPeer(
    (talk) => {
      talk.ready();
      talk.socket.close(1001);
    },
    (talk) => {
      talk.socket.on("close", close);
      come();
    },
  );
  try {
    const session = await connect(peer.url, { WebSocket: Socket, resume: false });
    await new Promise<void>((resolve) => void session.on("closed", () => resolve()));
    const speech = session.speak("Hello.");
    await came;
    await session.close();
    await assert.rejects(speech.done, SessionClosed);
    await closed;
  } finally {
    peer.stop();
  }
});

test("what was refused in the handshake leaves no session behind at the server", async () => {
  const server = await startServer({ args: ["--max-sessions", "1"] });
  const wrong = { WebSocket: Socket, voice: "nobody" };
  for (let turn = 0; turn < 3; turn += 1) {
    await assert.rejects(connect(server.url, wrong), InvalidValue);
  }
  await server.stop();
});
