/** `connect`: the way in. */

import { dial, streamUrl, type Token } from "./dial.ts";
import { Emitter } from "./emitter.ts";
import type { SocketClass } from "./line.ts";
import { type Options, sessionPatch } from "./options.ts";
import { Session } from "./session.ts";
import type { SessionEvent } from "./session-events.ts";

/** How to connect, and what holds for every context of the session. */
export interface ConnectOptions extends Options {
  /** A key, where the server wants one. Never put one into a page: give the page a `token`. */
  readonly apiKey?: string | undefined;
  /**
   * A short-lived token in place of a key, from the server's `POST /v1/tokens`. It opens one
   * session, so a function that gets one is asked again for each new session, and when a line is
   * lost, as the token that opened the session may have expired by then.
   */
  readonly token?: Token | undefined;
  /** The class of WebSockets to use: Node 20 has none, and takes that of the package `ws`. */
  readonly WebSocket?: SocketClass | undefined;
  /** Milliseconds until the session must stand, all attempts together; 10,000 if left out. */
  readonly connectTimeoutMs?: number;
  /** Whether a server that is not there yet, or full, is asked again until then; it is. */
  readonly retry?: boolean;
  /**
   * Whether a line that is lost is replaced where the server offers it, so that what is being
   * spoken goes on without a gap; it is. The server keeps a session that lost its client for
   * some seconds, so a program that ends without closing is heard to the end by nobody.
   */
  readonly resume?: boolean;
  /**
   * Milliseconds without a message, while something is being spoken, after which the server is
   * asked whether it is there, and as many again until the line is given up; 5,000 if left out.
   */
  readonly silenceMs?: number;
  /** Ends the connecting at once; `connect` rejects with its reason. Does nothing to a session. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Open a session. Who holds it has done the handshake: `session.ready` says what the server is.
 *
 * @param url `ws://host:port` or `wss://…`; the path is `/v1/stream` if there is none.
 * @throws The signal's reason; TypeError for an address or an option that cannot be; ServerUnreachable;
 *   ConnectionRefused; ServerError for an option that the server will not have.
 */
export async function connect(url: string, options: ConnectOptions = {}): Promise<Session> {
  const { apiKey, token, WebSocket, connectTimeoutMs, retry, resume, silenceMs, signal, ...own } =
    options;
  const patch = sessionPatch(own);
  const target = {
    url: streamUrl(url),
    apiKey,
    token,
    Socket: WebSocket ?? ownSocketClass(),
    connectTimeoutMs: connectTimeoutMs ?? 10_000,
    retry: retry ?? true,
    resume: resume ?? true,
    silenceMs: silenceMs ?? 5_000,
  };
  const emitter = new Emitter<SessionEvent>();
  const standing = await dial(target, patch, (event) => emitter.emit(event), signal);
  return new Session(target, standing, patch, emitter);
}

function ownSocketClass(): SocketClass {
  const { WebSocket } = globalThis as { WebSocket?: SocketClass };
  if (WebSocket) return WebSocket;
  throw new TypeError(
    "There is no WebSocket here: give one as the option WebSocket, such as that of the package ws.",
  );
}
