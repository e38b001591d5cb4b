/**
 * Getting a session: the socket, the handshake, the first two messages.
 *
 * A server that is just starting, or full for the moment, is asked again until the time for
 * connecting is over. Whatever waiting cannot mend (a wrong key, a wrong option) is thrown at
 * once. Nothing has been spoken yet, so asking again can repeat nothing.
 */

import { unlessAborted } from "./abort.ts";
import type { Reopen } from "./comeback.ts";
import {
  ConnectionRefused,
  ProtocolError,
  RttsError,
  ServerUnreachable,
  SessionClosed,
  serverError,
} from "./errors.ts";
import { Line, type SocketClass, shownUrl } from "./line.ts";
import { Link } from "./link.ts";
import { isRecord, type Ready, type WireOptions } from "./protocol.ts";
import type { SessionEvent } from "./session-events.ts";
import { timerMs } from "./timer.ts";

/** A short-lived credential, or what gets one for each new session, and to come back to one. */
export type Token = string | (() => string | Promise<string>);

/** Where the server is and how to come in. */
export interface Target {
  readonly url: URL;
  readonly apiKey: string | undefined;
  readonly token: Token | undefined;
  readonly Socket: SocketClass;
  readonly connectTimeoutMs: number;
  readonly retry: boolean;
  readonly resume: boolean;
  readonly silenceMs: number;
}

/** A session that stands. */
export interface Standing {
  readonly link: Link;
  readonly ready: Ready;
  /** The options in force. */
  readonly options: WireOptions;
}

const SUBPROTOCOL = "rtts.v1";
const FIRST_DELAY_MS = 100;
const LAST_DELAY_MS = 2_000;
const WORTH_RETRYING: ReadonlySet<number> = new Set([429, 502, 503, 504, 1013, 4429]);

/**
 * A new session with the options of the patch in force.
 *
 * @param signal Comes when nobody wants it any more.
 * @throws ServerUnreachable, ConnectionRefused, SessionClosed or, for a bad option, ServerError;
 *   the signal's reason.
 */
export async function dial(
  target: Target,
  patch: WireOptions,
  tell: (event: SessionEvent) => void,
  signal?: AbortSignal,
): Promise<Standing> {
  const deadline = performance.now() + target.connectTimeoutMs;
  for (let attempt = 0; ; attempt += 1) {
    if (signal?.aborted) throw signal.reason;
    try {
      return await dialOnce(target, patch, tell, deadline, signal);
    } catch (error) {
      const left = deadline - performance.now();
      const delay = target.retry ? retryDelayMs(error, attempt, left) : undefined;
      if (delay === undefined) throw error;
      await pause(delay, signal);
    }
  }
}

/**
 * Milliseconds to wait before the next attempt; undefined if it would be in vain.
 *
 * Doubles from 100 ms to 2 s, less up to a quarter so that clients do not come in step. A server
 * that says when to come back is believed.
 */
export function retryDelayMs(
  error: unknown,
  attempt: number,
  leftMs: number,
  random: () => number = Math.random,
): number | undefined {
  let delay = Math.min(FIRST_DELAY_MS * 2 ** attempt, LAST_DELAY_MS) * (1 - random() / 4);
  if (error instanceof ConnectionRefused) {
    if (!WORTH_RETRYING.has(error.status)) return undefined;
    delay = Math.max(delay, error.retryAfterMs);
  } else if (error instanceof SessionClosed ? !error.transient : !isUnreachable(error)) {
    return undefined;
  }
  return delay < leftMs ? delay : undefined;
}

async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await unlessAborted(signal, over, () => clearTimeout(timer));
}

function isUnreachable(error: unknown): boolean {
  return error instanceof ServerUnreachable;
}

async function dialOnce(
  target: Target,
  patch: WireOptions,
  tell: (event: SessionEvent) => void,
  deadline: number,
  signal: AbortSignal | undefined,
): Promise<Standing> {
  const protocols = await protocolsOf(target, deadline - performance.now(), signal);
  const query: Query = target.resume ? { resume: "true" } : {};
  let stands = false;
  const line = await open(target, protocols, query, deadline - performance.now(), signal);
  const link = new Link(line, {
    wayBack: target.resume ? () => wayBack(target) : undefined,
    silenceMs: target.silenceMs,
    tell: (event) => stands && tell(event),
  });
  const tooLate = new ServerUnreachable(
    shownUrl(target.url.href),
    `no \`ready\` within ${target.connectTimeoutMs} ms`,
  );
  const timer = setTimeout(() => link.abandon(tooLate), timerMs(deadline - performance.now()));
  try {
    const standing = await unlessAborted(signal, greet(link, patch));
    stands = true;
    return standing;
  } catch (error) {
    link.abandon(new SessionClosed(1000, "closed by this program"));
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

type Query = Readonly<Record<string, string>>;

function open(
  target: Target,
  protocols: string[],
  query: Query,
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<Line> {
  const url = new URL(target.url.href);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return Line.open({ url: url.href, protocols, Socket: target.Socket }, timeoutMs, signal);
}

/**
 * How to come back from one loss. The token that the session was opened with may have expired by
 * now, so another one is got: once, however often the server is asked.
 */
function wayBack(target: Target): Reopen {
  let protocols: string[] | undefined;
  return async (token, received, timeoutMs) => {
    const deadline = performance.now() + timeoutMs;
    protocols ??= await protocolsOf(target, timeoutMs).catch((error: unknown) => {
      if (error instanceof RttsError) throw error;
      // who cannot reach the server seldom reaches the one that has the tokens
      throw new ServerUnreachable(shownUrl(target.url.href), `no token was to be had (${error})`);
    });
    const query = { resume: token, received: String(received) };
    return open(target, protocols, query, deadline - performance.now());
  };
}

/** The first messages. The options are sent before `ready` has come: one way less to wait for. */
async function greet(link: Link, patch: WireOptions): Promise<Standing> {
  const updating = Object.keys(patch).length > 0 ? link.update(patch) : undefined;
  updating?.catch(() => {}); // `ready` fails by the same
  const ready = await link.ready;
  const answer = await updating;
  if (answer?.type === "error") throw serverError(answer);
  const options = answer?.type === "session.updated" ? answer.session : ready.session;
  const audio = options["audio"];
  if (isRecord(audio) && audio["framing"] === "raw") {
    throw new ProtocolError("The server insists on raw framing, in which contexts are all one.");
  }
  return { link, ready, options };
}

/** What may stand in a subprotocol, and so be the credential of a browser, which has no headers. */
const BEARABLE = /^[\w.~+/=-]+$/;

/** What a line is opened with: the protocol, and what bears the credential. */
async function protocolsOf(
  target: Target,
  timeoutMs: number,
  signal?: AbortSignal,
): Promise<string[]> {
  const { apiKey, token } = target;
  if (token !== undefined) {
    const written =
      typeof token === "string" ? token : await inTime(token, target, timeoutMs, signal);
    return [SUBPROTOCOL, `bearer.${bearable(written)}`];
  }
  return apiKey === undefined ? [SUBPROTOCOL] : [SUBPROTOCOL, `bearer.${base64Url(apiKey)}`];
}

/** @throws TypeError for what is no token; it is not shown, as it may be one after all. */
function bearable(token: unknown): string {
  const written = typeof token === "string" ? token.trim() : "";
  if (BEARABLE.test(written)) return written;
  const what = typeof token === "string" ? "a text with other characters in it" : `${token}`;
  throw new TypeError(`The option token has to give the text of a token alone, not ${what}.`);
}

async function inTime(
  token: () => string | Promise<string>,
  { url }: Target,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<string> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    const why = `the option token gave none within ${Math.round(timeoutMs)} ms`;
    const fail = () => reject(new ServerUnreachable(shownUrl(url.href), why));
    timer = setTimeout(fail, timerMs(timeoutMs));
  });
  try {
    const given = Promise.resolve().then(token);
    return await unlessAborted(signal, Promise.race([given, late]));
  } finally {
    clearTimeout(timer);
  }
}

/** The text's UTF-8 in base64 of the kind that fits into a header, without padding. */
export function base64Url(text: string): string {
  const bytes = Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte));
  return btoa(bytes.join("")).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/**
 * The address of the stream: `ws://host:port` stands for `ws://host:port/v1/stream`, and `http`
 * is taken for `ws`.
 *
 * @throws TypeError for what is no such address.
 */
export function streamUrl(address: string): URL {
  const url = parsed(address);
  url.protocol = url.protocol.replace("http", "ws");
  if (!/^wss?:$/.test(url.protocol)) {
    throw noUrl(address);
  }
  if (url.searchParams.get("framing") === "raw") {
    throw new TypeError("The url asks for framing=raw, in which contexts cannot be told apart.");
  }
  if (url.pathname === "/") url.pathname = "/v1/stream";
  url.hash = "";
  return url;
}

function parsed(address: string): URL {
  try {
    return new URL(address);
  } catch {
    throw noUrl(address);
  }
}

function noUrl(address: string): TypeError {
  const shown = shownUrl(String(address));
  return new TypeError(`The url ${shown} has to begin with ws:// or wss:// and to name a host.`);
}
