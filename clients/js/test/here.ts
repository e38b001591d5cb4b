/** Connecting from a test: with the WebSocket of the package `ws`, as Node 20 has none. */

import WebSocket from "ws";
import type { AudioEvent, ConnectOptions, Context, Session, SocketClass } from "../src/index.ts";
import { connect } from "../src/index.ts";

/** As programs on Node 20 give it. */
export const Socket: SocketClass = WebSocket;

/** As a browser does: with an origin, so that refusals come as messages. */
export class BrowserSocket extends WebSocket {
  constructor(url: string, protocols: string[]) {
    super(url, protocols, { origin: "http://127.0.0.1:8766" });
  }
}

/** Open a session, do something in it, close it. */
export async function within<T>(
  url: string,
  options: ConnectOptions,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const session = await connect(url, { WebSocket: Socket, ...options });
  try {
    return await work(session);
  } finally {
    await session.close();
  }
}

/** All audio of a context, in one. */
export async function heard(context: Context): Promise<Buffer> {
  const packets: Uint8Array[] = [];
  for await (const { payload } of context) packets.push(payload);
  return Buffer.concat(packets);
}

/** The first packet, without leaving the loop for good. */
export async function first(context: Context): Promise<AudioEvent> {
  const { done, value } = await context[Symbol.asyncIterator]().next();
  if (done) throw new Error("the context ended before it spoke");
  return value;
}

/** The pieces one by one, with other work in between. */
export async function* slowly(pieces: Iterable<string>): AsyncGenerator<string, void> {
  for (const piece of pieces) {
    await new Promise((resolve) => setImmediate(resolve));
    yield piece;
  }
}
