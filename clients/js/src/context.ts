/**
 * A turn of speech: text goes in, its audio and what is said about it come out.
 *
 * The audio must be taken by somebody: what is not taken is held.
 */

import type { EventOf, Listener } from "./emitter.ts";
import { ServerError, SessionClosed, serverError } from "./errors.ts";
import { type AudioEvent, audioEvent, type ContextEvent, inUtf16 } from "./events.ts";
import { type Frame, unbundle } from "./frames.ts";
import { type ContextRules, Outbox } from "./outbox.ts";
import { Pending } from "./pending.ts";
import type {
  AudioFormat,
  ContextCancelled,
  ContextDone,
  ContextMessage,
  ErrorMessage,
  WarningMessage,
} from "./protocol.ts";
import { isAny, isAudio, Reading } from "./reading.ts";
import { heardOut, isUnwanted, stopOf } from "./report.ts";
import { pieceText } from "./source.ts";

/** Where a context is. */
export type ContextState = "open" | "ended" | "cancelled" | "done" | "failed";

/** Errors that concern a segment: the context goes on without it. */
const LOST_SEGMENT: ReadonlySet<string> = new Set(["synthesis_failed", "timeout"]);

/**
 * One turn of speech. `Session.speak` feeds it; `Session.context` leaves that to you.
 *
 * Loop over it to get its audio. Leaving the loop early is a barge-in: the context is cancelled.
 * The loop throws what went wrong, when all that could be spoken was given:
 *
 * - what the text's own iterator threw;
 * - ServerError where the server refused the text, or could not speak some of it;
 * - SessionClosed where the session was lost, with the text that was not heard.
 */
export class Context implements AsyncIterable<AudioEvent> {
  readonly name: string;
  /**
   * How it ended: all audio has come (which says nothing of its being heard), or the report of
   * the cancel. Rejected with what the loop throws.
   */
  readonly done: Promise<ContextDone | ContextCancelled>;
  readonly #opened: Promise<Outbox>;
  readonly #done = new Pending<ContextDone | ContextCancelled>();
  readonly #reading = new Reading();
  readonly #lostSegments: ErrorMessage[] = [];
  #rules: ContextRules | undefined;
  #outbox: Outbox | undefined;
  #turn: Promise<void> = Promise.resolve();
  #format: AudioFormat | undefined;
  #account: ContextDone | undefined;
  #report: ContextCancelled | undefined;
  #failure: Error | undefined;
  #ended = false;
  #cancelling: Promise<ContextCancelled> | undefined;

  /** Made by `Session`. @internal */
  constructor(name: string, rules: Promise<ContextRules>) {
    this.name = name;
    this.done = this.#done.promise;
    this.#opened = rules.then((known) => this.#open(known));
    this.#opened.catch((error: Error) => this.fail(error));
  }

  get state(): ContextState {
    if (this.#cancelling || this.#report) return "cancelled";
    if (this.#failure) return "failed";
    if (this.#account) return "done";
    return this.#ended ? "ended" : "open";
  }

  /** What the audio is; known before the first of it comes, with `context.started`. */
  get format(): AudioFormat | undefined {
    return this.#format;
  }

  /** The text that was sent, to which all offsets refer. */
  get text(): string {
    return this.#outbox?.text.toString() ?? "";
  }

  /** Everything that happens, in order. One loop reads a context: this or that of the audio. */
  get events(): AsyncIterable<ContextEvent> {
    return { [Symbol.asyncIterator]: () => this.#reading.loop(isAny, () => this.#leave()) };
  }

  /** The audio, packet by packet. */
  [Symbol.asyncIterator](): AsyncIterator<AudioEvent, undefined> {
    return this.#reading.loop(isAudio, () => this.#leave());
  }

  /**
   * Call the listener with each event of a type, on its arrival. Events that are listened to are
   * given to the loop all the same. Returns what undoes this.
   */
  on<Type extends ContextEvent["type"]>(
    type: Type,
    listener: Listener<EventOf<ContextEvent, Type>>,
  ): () => void {
    return this.#reading.on(type, listener);
  }

  /**
   * Take its place before there is any text: contexts are spoken in the order they were opened in.
   *
   * @throws TypeError behind `end`; what the context failed with.
   */
  open(): Promise<void> {
    return this.#inTurn("opening", (outbox) => outbox.open());
  }

  /**
   * Append text, as it is: spaces between words are yours. Half a surrogate pair at its end waits
   * for its other half. Returns when the text is on its way, which it may not be as long as the
   * server holds as much unspoken text as it takes. Text for a context that was cancelled is
   * dropped.
   *
   * @throws TypeError behind `end`, and for what is no text; what the context failed with.
   */
  send(text: string): Promise<void> {
    return this.#inTurn("text", (outbox) => outbox.write(pieceText(text)));
  }

  /** Have what was sent spoken now. A `flushed` event follows its last audio. */
  flush(): Promise<void> {
    return this.#inTurn("a flush", (outbox) => outbox.say({ type: "flush", context: this.name }));
  }

  /** Ask for a `mark` event behind the audio of the text sent so far. */
  mark(name: string): Promise<void> {
    const message = { type: "mark", name, context: this.name } as const;
    return this.#inTurn("a mark", (outbox) => outbox.say(message));
  }

  /** Say that no more text comes. */
  end(): Promise<void> {
    const turn = this.#inTurn("another end", (outbox) => outbox.end());
    this.#ended = true;
    return turn;
  }

  /**
   * Say how many milliseconds of the context the listener has heard.
   *
   * Makes reports of cancels exact, and lets the server run ahead of what was heard instead of
   * ahead of the clock. May be called for every packet: no more is sent than the server can use.
   */
  played(ms: number): void {
    if (this.state !== "cancelled" && this.state !== "failed") this.#outbox?.played(ms);
  }

  /**
   * Stop at once; no audio is given after the call. Returns what was heard.
   *
   * Stop your own player first. A second call returns the same report.
   *
   * @param heard.playedMs Milliseconds that the listener has heard; left out, the server goes by
   *   the last `played`, or else by the clock.
   * @throws SessionClosed if the session is gone; ServerError if the server refuses, as after too
   *   many messages: the context then failed by that, and may be cancelled again.
   */
  cancel(heard: { readonly playedMs?: number | undefined } = {}): Promise<ContextCancelled> {
    this.#cancelling ??= this.#report
      ? Promise.resolve(this.#report)
      : this.#askToCancel(heard.playedMs);
    this.#cancelling.catch(() => {}); // who stops it need not wait
    return this.#cancelling;
  }

  // Called by the link and by `feed`.

  /** Id of the first text; undefined until that was sent. @internal */
  get openingId(): string | undefined {
    return this.#outbox?.openingId;
  }

  /** Take a message about this context. @internal */
  receive(message: ContextMessage): void {
    if (this.#outbox?.takes(message)) return;
    if (message.type === "context.cancelled") this.#finish(message);
    else if (message.type === "context.done") this.#noteDone(message);
    else if (message.type === "error") this.#noteError(message);
    else if (message.type === "warning" && this.#isBarred(message)) this.#noteBarred(message);
    else if (!this.#cancelling) this.#note(message);
  }

  /** Take a piece of this context's audio. @internal */
  receiveFrame(frame: Frame): void {
    const format = this.#format;
    if (!format) return;
    for (const one of unbundle(frame, format.codec !== "opus"))
      this.#reading.give(audioEvent(one, format));
  }

  /** End the context with an error, behind what has already arrived. @internal */
  fail(error: Error): void {
    const unspoken = this.#outbox?.unspoken ?? "";
    this.#failure =
      error instanceof SessionClosed
        ? new SessionClosed(error.code, error.reason, unspoken)
        : error;
    this.#close(this.#failure);
  }

  /** End the context because its text cannot be had; the server is told. @internal */
  abandon(error: Error): void {
    if (this.state === "cancelled") return;
    this.fail(error);
    this.cancel().catch(() => {}); // whoever reads the context has the error
  }

  // The rest is nobody's business.

  #open(rules: ContextRules): Outbox {
    this.#rules = rules;
    this.#outbox = new Outbox(this.name, rules, () => !this.#failure && !this.#cancelling);
    if (!this.#cancelling) rules.link.attach(this);
    return this.#outbox;
  }

  /** Do it behind what was asked for before; nothing once the context was cancelled. */
  #inTurn(what: string, work: (outbox: Outbox) => Promise<void>): Promise<void> {
    if (this.#ended) {
      const problem = `The context ${this.name} takes no ${what}: it has had its end.`;
      return Promise.reject(new TypeError(problem));
    }
    const turn = this.#turn.then(async () => {
      const outbox = await this.#opened;
      if (!this.#failure && this.state !== "cancelled") await work(outbox);
      if (this.#failure) throw this.#failure;
    });
    this.#turn = turn.catch(() => {}); // the context's reader has the error; so does the caller
    return turn;
  }

  #note(message: ContextMessage): void {
    if (message.type === "context.started") this.#format = message.audio;
    if (message.type === "segment.done") this.#outbox?.noteSpoken(message.end);
    this.#reading.give(this.#outbox ? inUtf16(message, this.#outbox.text) : message);
  }

  #noteError(error: ErrorMessage): void {
    if (error.re !== undefined && error.re === this.#outbox?.openingId) {
      this.fail(serverError(error));
      return;
    }
    if (this.#cancelling) return;
    this.#reading.give(error);
    if (LOST_SEGMENT.has(error.code)) this.#lostSegments.push(error);
    else this.abandon(serverError(error));
  }

  /** Whether its name is that of a context that was cancelled, which the server keeps closed. */
  #isBarred({ code }: WarningMessage): boolean {
    return code === "context_closed" && !this.#format && !this.#cancelling;
  }

  #noteBarred({ code, message }: WarningMessage): void {
    this.fail(new ServerError(code, message, { textRemaining: this.text }));
  }

  /** The end; it may have come just before a cancel reached the server. */
  #noteDone(message: ContextDone): void {
    this.#account = message;
    if (this.#cancelling) return;
    this.#reading.give(message);
    const [first] = this.#lostSegments;
    const lost = this.#lostSegments.map((each) => each.textRemaining ?? "").join("");
    this.#close(first && serverError(first, lost));
  }

  /** The report; the first one counts. */
  #finish(message: ContextCancelled): ContextCancelled {
    if (this.#report) return this.#report;
    const report = { ...message, spokenChars: message.textSpoken.length };
    this.#report = report;
    this.#outbox?.hush();
    if (isUnwanted(report)) this.#reading.silence();
    this.#reading.giveLast(report);
    this.#close(stopOf(report));
    return report;
  }

  #close(error?: Error): void {
    this.#rules?.link.detach(this);
    this.#outbox?.close();
    this.#reading.close(error);
    const ending = this.#report ?? this.#account;
    if (error) this.#done.reject(error);
    else if (ending) this.#done.resolve(ending);
  }

  async #askToCancel(playedMs: number | undefined): Promise<ContextCancelled> {
    this.#reading.silence();
    this.#outbox?.close();
    const rules = this.#rules;
    const outbox = this.#outbox;
    if (!rules || outbox?.openingId === undefined) return this.#finish(heardOut(this.name, "", 0));
    const id = rules.link.nextId();
    const heardMs = playedMs ?? outbox.heardMs;
    // players that reckon with their latency begin below nought
    const heard = heardMs === undefined ? {} : { playedMs: Math.max(0, heardMs) };
    const answer = await rules.link.ask(id, { type: "cancel", context: this.name, ...heard, id });
    if (answer.type === "error") throw this.#stays(serverError(answer));
    if (answer.type === "context.cancelled") return this.#finish(answer);
    // a warning: the server says that all of it was heard before
    return this.#finish(heardOut(this.name, this.text, this.#account?.audioMs ?? 0));
  }

  /** The server will not stop it. Nobody hears it any more, so nobody may wait for its end. */
  #stays(error: Error): Error {
    this.#cancelling = undefined;
    this.fail(error);
    return error;
  }

  /** Whoever leaves the loop hears no more. */
  #leave(): void {
    this.cancel().catch(() => {}); // there may be nothing left to stop
  }
}
