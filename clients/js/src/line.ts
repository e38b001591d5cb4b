/**
 * One WebSocket, of whatever make: the browser's, Node's own, or that of the package `ws`.
 *
 * They differ in what they say of a refused handshake (nothing, in a browser). Most cannot be
 * dropped without a close frame, by which the server would end the session: a line that is given
 * up for another one is only heard no more until that one stands.
 */

import { unlessAborted } from "./abort.ts";
import { ConnectionRefused, ProtocolError, ServerUnreachable, SessionClosed } from "./errors.ts";
import { timerMs } from "./timer.ts";

/** What this package uses of a WebSocket. */
export interface SocketLike {
  binaryType: string;
  readonly bufferedAmount: number;
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  send(text: string): void;
  close(code?: number, reason?: string): void;
}

/** A class of WebSockets, such as `globalThis.WebSocket`. */
export type SocketClass = new (url: string, protocols: string[]) => SocketLike;

/** Where a line leads and by what it is opened. */
export interface Address {
  readonly url: string;
  readonly protocols: readonly string[];
  readonly Socket: SocketClass;
}

/** Who takes what comes over a line. */
export interface LineTaker {
  message(data: string | ArrayBuffer): void;
  /** The line is gone; nothing more comes. */
  closed(code: number, reason: string): void;
}

const LOST = 1006;
const STATUS = /Unexpected server response: (\d{3})/;

/** A WebSocket that is open, or was. What comes before somebody takes it is kept. */
export class Line {
  readonly #socket: SocketLike;
  #taker: LineTaker | undefined;
  #early: (string | ArrayBuffer)[] = [];
  #closed: { readonly code: number; readonly reason: string } | undefined;

  private constructor(socket: SocketLike) {
    this.#socket = socket;
  }

  /**
   * A line that is open.
   *
   * @param timeoutMs Milliseconds until it has to be.
   * @param signal Comes when nobody wants it any more.
   * @throws ServerUnreachable, or ConnectionRefused where the runtime shows the HTTP status; the
   *   signal's reason.
   */
  static open(address: Address, timeoutMs: number, signal?: AbortSignal): Promise<Line> {
    const socket = new address.Socket(address.url, [...address.protocols]);
    socket.binaryType = "arraybuffer";
    const line = new Line(socket);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const opened = new Promise<Line>((resolve, reject) => {
      const fail = (why: string) => {
        clearTimeout(timer);
        reject(refusalOf(address.url, why));
      };
      timer = setTimeout(() => {
        fail(`no answer within ${Math.round(timeoutMs)} ms`);
        line.abandon();
      }, timerMs(timeoutMs));
      socket.onopen = () => {
        clearTimeout(timer);
        line.#listen();
        resolve(line);
      };
      const refused = "the connection could not be made";
      // some close behind it, some do not
      socket.onerror = ({ message }: { readonly message?: string }) => fail(message || refused);
      socket.onclose = () => fail(refused);
    });
    return unlessAborted(signal, opened, () => {
      clearTimeout(timer);
      line.abandon();
    });
  }

  /** Bytes that were given to the socket and have not left it. */
  get bufferedBytes(): number {
    return this.#socket.bufferedAmount;
  }

  send(text: string): void {
    this.#socket.send(text);
  }

  /** Give what came and what comes to the taker. */
  take(taker: LineTaker): void {
    this.#taker = taker;
    for (const data of this.#early.splice(0)) taker.message(data);
    if (this.#closed) taker.closed(this.#closed.code, this.#closed.reason);
  }

  /**
   * The first message, before anybody takes the rest.
   *
   * @throws SessionClosed if the line is closed, or nothing comes in time.
   */
  first(timeoutMs: number): Promise<string | ArrayBuffer> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#taker = undefined;
        reject(new SessionClosed(LOST, `no answer within ${Math.round(timeoutMs)} ms`));
      }, timeoutMs);
      const settle = () => {
        clearTimeout(timer);
        this.#taker = undefined;
      };
      const [early] = this.#early.splice(0, 1);
      if (early !== undefined) {
        settle();
        resolve(early);
        return;
      }
      this.take({
        message: (data) => {
          settle();
          resolve(data);
        },
        closed: (code, reason) => {
          settle();
          reject(new SessionClosed(code, reason));
        },
      });
    });
  }

  /** Close it properly: the server ends the session. */
  close(code: number, reason: string): void {
    if (!this.#closed) this.#socket.close(code, reason);
  }

  /** Hear no more of it, without a word to the server, which may keep the session. */
  drop(): void {
    this.#silence();
    this.#terminate();
  }

  /** Drop it where nothing is to be kept, which a close frame tells the server. */
  abandon(): void {
    this.#silence();
    this.#socket.close(1000, "");
    this.#terminate();
  }

  #silence(): void {
    this.#taker = undefined;
    this.#closed ??= { code: LOST, reason: "" };
    const socket = this.#socket;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.onerror = () => {};
  }

  /** End it at once, where that can be done. */
  #terminate(): void {
    (this.#socket as SocketLike & { terminate?: () => void }).terminate?.();
  }

  #listen(): void {
    const socket = this.#socket;
    socket.onmessage = ({ data }: { readonly data: unknown }) => {
      if (this.#closed) return;
      if (typeof data !== "string" && !(data instanceof ArrayBuffer)) {
        throw new ProtocolError("The WebSocket gives binary messages as no ArrayBuffer.");
      }
      if (this.#taker) this.#taker.message(data);
      else this.#early.push(data);
    };
    socket.onerror = () => {}; // `close` follows, and says as much
    socket.onclose = ({ code, reason }: { readonly code: number; readonly reason: string }) => {
      if (this.#closed) return;
      this.#closed = { code, reason };
      this.#taker?.closed(code, reason);
    };
  }
}

/** The address as errors show it: without what may be a password or a token. */
export function shownUrl(url: string): string {
  return url.replace(/[?].*/, "").replace(/(?<=\/\/)[^/]*@/, "");
}

function refusalOf(url: string, problem: string): Error {
  const shown = shownUrl(url);
  const status = Number(STATUS.exec(problem)?.[1] ?? 0);
  if (!status) return new ServerUnreachable(shown, problem);
  const message = `${shown} answers with HTTP ${status}`;
  return new ConnectionRefused(message, { code: "", status, retryAfterMs: 0 });
}
