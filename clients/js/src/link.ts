/**
 * One session's line: what is sent over it, and who gets what arrives.
 *
 * Each message goes where it belongs: an answer to whoever asked (by `re`), what concerns a
 * context to that context (by name, or for audio by handle), the rest to the session's listeners.
 * A line that is lost is replaced where the server keeps the session (see `comeback.ts`); else
 * everybody who still waits is told why it ended.
 */

import { type Comeback, comeBack, type Reopen } from "./comeback.ts";
import { errorOf } from "./ending.ts";
import { ProtocolError, RttsError } from "./errors.ts";
import { unpackFrame } from "./frames.ts";
import type { Line } from "./line.ts";
import { Pending } from "./pending.ts";
import {
  type ClientMessage,
  type ContextMessage,
  decodeServerMessage,
  type ErrorMessage,
  encodeClientMessage,
  type Ready,
  type ServerMessage,
  type WireOptions,
} from "./protocol.ts";
import { type Receiver, Router } from "./router.ts";
import type { SessionEvent } from "./session-events.ts";
import { Watch } from "./watch.ts";
import { Writer } from "./writer.ts";

/** What a link needs to know. */
export interface LinkRules {
  readonly tell: (event: SessionEvent) => void;
  /** How to come back when a line is lost; without it the session ends with the first. */
  readonly wayBack: (() => Reopen) | undefined;
  /** Milliseconds of silence, while something is awaited, after which the line is doubted. */
  readonly silenceMs: number;
}

const LOST = 1006;
const BAD_SERVER = 4400;
const CLOSE_MS = 2_000;

/** A line that speaks `rtts.v1`, from the upgrade to its close. */
export class Link {
  readonly ready: Promise<Ready>;
  readonly #ready = new Pending<Ready>();
  readonly #rules: LinkRules;
  readonly #writer: Writer;
  readonly #watch: Watch;
  readonly #router = new Router();
  readonly #ended = new Pending<void>();
  #line: Line;
  /** Resolved when a line that was lost is replaced, or the session is. */
  #gap: Pending<void> | undefined;
  #closing = false;
  #token: string | undefined;
  #received = 0;
  #number = 0;
  #fatal: ErrorMessage | undefined;
  #lost: RttsError | undefined;

  constructor(line: Line, rules: LinkRules) {
    this.#rules = rules;
    this.#line = line;
    this.#writer = new Writer(rules.wayBack !== undefined);
    this.#watch = new Watch(rules.silenceMs, {
      awaited: () => !this.#gap && this.#token !== undefined && this.#router.awaits,
      ask: () => this.#writer.ask(),
      silent: () => {
        this.#line.drop();
        void this.#lineClosed(LOST, "the line was silent");
      },
    });
    this.ready = this.#ready.promise;
    this.#use(line);
  }

  /** Why the session is gone; undefined while it stands. */
  get lost(): RttsError | undefined {
    return this.#lost;
  }

  /** Settles once there is a line, or the session is lost. */
  get settled(): Promise<void> | undefined {
    return this.#gap?.promise;
  }

  /** A request id that this session has not used. */
  nextId(): string {
    this.#number += 1;
    return `e${this.#number}`;
  }

  /**
   * Put a message on the wire; returns when the socket has it. While the line is being replaced
   * it waits for the next one.
   *
   * @throws RttsError if the session is gone.
   */
  async send(message: ClientMessage): Promise<void> {
    if (this.#lost) throw this.#lost;
    await this.#writer.write(encodeClientMessage(message));
    if (this.#lost) throw this.#lost;
  }

  /** Send a message that bears the id and wait for its answer, which may be an error. */
  ask(id: string, message: ClientMessage): Promise<ServerMessage> {
    const answer = this.#router.answerTo(id, () => this.send(message));
    this.#watch.start();
    return answer;
  }

  /** Ask for other options. The answer may be an error. */
  update(session: WireOptions): Promise<ServerMessage> {
    const id = this.nextId();
    return this.ask(id, { type: "session.update", session, id });
  }

  /** Returns when the server has answered a `ping`. */
  async ping(): Promise<void> {
    const id = this.nextId();
    await this.ask(id, { type: "ping", t: id });
  }

  /**
   * Give a context what arrives under its name.
   *
   * @throws TypeError if an open context has the name.
   */
  attach(receiver: Receiver): void {
    this.#router.attach(receiver);
    this.#watch.start();
  }

  /** Forget a context: what still arrives for it is dropped. */
  detach(receiver: Receiver): void {
    this.#router.detach(receiver);
  }

  /** Drop a session that nobody has got yet, for that reason. */
  abandon(error: RttsError): void {
    this.#closing = true;
    this.#line.abandon();
    this.#end(error);
  }

  /** Close the session; contexts that are still open fail with SessionClosed. */
  async close(): Promise<void> {
    if (this.#lost) return;
    this.#closing = true;
    if (this.#gap) {
      this.#end(this.#closedError(1000, ""));
      return;
    }
    this.#line.close(1000, "");
    const timer = setTimeout(() => {
      this.#line.abandon();
      this.#end(this.#closedError(LOST, ""));
    }, CLOSE_MS);
    await this.#ended.promise;
    clearTimeout(timer);
  }

  #use(line: Line): void {
    this.#line = line;
    line.take({
      message: (data) => this.#take(data),
      closed: (code, reason) => void this.#lineClosed(code, reason),
    });
    this.#writer.use(line);
    this.#watch.start();
  }

  #take(data: string | ArrayBuffer): void {
    this.#received += 1;
    this.#watch.heard();
    if (this.#closing) return;
    try {
      this.#route(data);
    } catch (error) {
      if (!(error instanceof RttsError)) throw error;
      this.#closing = true;
      this.#line.close(BAD_SERVER, "a message that cannot be read");
      this.#end(error);
    }
  }

  #route(data: string | ArrayBuffer): void {
    if (typeof data === "string") {
      const message = decodeServerMessage(data);
      if (message) this.#deliver(message);
      return;
    }
    this.#router.deliverFrame(unpackFrame(data));
  }

  #deliver(message: ServerMessage): void {
    switch (message.type) {
      case "ready":
        this.#noteToken(message.resumeToken);
        this.#ready.resolve(message);
        break;
      case "pong":
        if (!this.#writer.isAnswer(message.t)) this.#router.answer(String(message.t), message);
        break;
      case "session.updated":
        this.#router.answer(message.re, message);
        break;
      case "closing":
        this.#rules.tell(message);
        break;
      case "resumed":
        throw new ProtocolError("The server says `resumed`, which was not asked for.");
      case "audio":
        throw new ProtocolError("The server sent audio as JSON, which was not asked for.");
      default:
        this.#deliverToContext(message);
    }
  }

  #deliverToContext(message: ContextMessage): void {
    const fatal = message.type === "error" && message.fatal;
    if (fatal) this.#fatal = message;
    const remark = this.#router.deliver(message);
    if (remark && !fatal) this.#rules.tell(remark);
  }

  /** Keep what the session is found by, if the server offers that. */
  #noteToken(token: string | undefined): void {
    if (!this.#rules.wayBack) return;
    if (token === undefined) this.#writer.release();
    this.#token = token;
    this.#watch.start();
  }

  async #lineClosed(code: number, reason: string): Promise<void> {
    this.#writer.use(undefined);
    const { wayBack } = this.#rules;
    const kept = code === LOST && !this.#closing && !this.#fatal && !this.#lost;
    if (!kept || !wayBack || this.#token === undefined) {
      this.#end(this.#closedError(code, reason));
      return;
    }
    const begun = performance.now();
    const old = this.#line;
    this.#gap = new Pending();
    this.#rules.tell({ type: "interrupted", reason: reason || "the connection was lost" });
    try {
      const back = await comeBack(wayBack(), this.#token, this.#received, () => !this.#closing);
      const resent = this.#goOn(back);
      old.abandon();
      this.#rules.tell({ type: "resumed", gapMs: performance.now() - begun, resent });
    } catch (error) {
      if (!(error instanceof RttsError)) throw error;
      this.#end(error);
    }
  }

  /** Go on over another line. Returns how many messages are sent again. */
  #goOn(back: Comeback): number {
    try {
      if (this.#closing) throw this.#closedError(1000, "");
      const resent = this.#writer.rewind(back.received);
      this.#token = back.token;
      this.#closeGap();
      this.#use(back.line);
      return resent;
    } catch (error) {
      back.line.abandon();
      throw error;
    }
  }

  #closeGap(): void {
    this.#gap?.resolve();
    this.#gap = undefined;
  }

  #closedError(code: number, reason: string): RttsError {
    const [fatal, wasReady, wanted] = [this.#fatal, this.#ready.settled, this.#closing];
    return errorOf({ code, reason, fatal, wasReady, wanted });
  }

  /** Tell everybody who waits. */
  #end(error: RttsError): void {
    if (this.#lost) return;
    this.#lost = error;
    this.#closeGap();
    this.#watch.stop();
    this.#writer.use(undefined);
    this.#ready.reject(error);
    this.#router.fail(error);
    this.#ended.resolve();
    this.#rules.tell({ type: "closed", error });
  }
}
