/**
 * A conversation with a server: contexts are opened in it, text is spoken in it.
 *
 * The socket under a session may be lost and replaced: see `comeback.ts`. Where the server does
 * not keep the session, contexts that were open fail, since only their reader knows what was heard
 * of them; the next one is opened in a new session with the same options.
 */

import { Context } from "./context.ts";
import { dial, type Standing, type Target } from "./dial.ts";
import type { Emitter, EventOf, Listener } from "./emitter.ts";
import { SessionClosed, serverError } from "./errors.ts";
import { feed } from "./feed.ts";
import { laidOver, type Options, sessionPatch } from "./options.ts";
import type { ContextRules } from "./outbox.ts";
import { type ContextCancelled, isRecord, type Ready, type WireOptions } from "./protocol.ts";
import type { SessionEvent } from "./session-events.ts";
import type { TextSource } from "./source.ts";

/** The options of a context, and its name. */
export interface ContextOptions extends Options {
  /** What the server calls it; made up if left out. 1 to 128 characters. */
  readonly name?: string;
}

/** A session that stands: the handshake is done, the server is ready. Made by `connect`. */
export class Session {
  readonly #target: Target;
  readonly #emitter: Emitter<SessionEvent>;
  readonly #contexts = new Set<Context>();
  /** Comes when this program closes it. */
  readonly #over = new AbortController();
  #patch: WireOptions;
  #standing: Standing;
  #dialling: Promise<Standing> | undefined;
  #number = 0;

  /** Made by `connect`. */
  constructor(
    target: Target,
    standing: Standing,
    patch: WireOptions,
    emitter: Emitter<SessionEvent>,
  ) {
    this.#target = target;
    this.#standing = standing;
    this.#patch = patch;
    this.#emitter = emitter;
  }

  /** What the server said of itself: engine, model, limits, options. */
  get ready(): Ready {
    return this.#standing.ready;
  }

  /** The options in force for new contexts, as the wire has them. */
  get options(): WireOptions {
    return this.#standing.options;
  }

  /**
   * Call the listener with each event of a type. Returns what undoes this.
   *
   * `interrupted` and `resumed` tell of a line that was lost and replaced, `reconnected` of a new
   * session, `closing` that the server goes down, `closed` of the end; `warning` and `error` are
   * those that concern no context.
   */
  on<Type extends SessionEvent["type"]>(
    type: Type,
    listener: Listener<EventOf<SessionEvent, Type>>,
  ): () => void {
    return this.#emitter.on(type, listener);
  }

  /**
   * Speak a text: a string, or an iterator or stream of pieces that may still be growing.
   *
   * Speaking begins at once, so the next speech can be made ahead; they are spoken in turn.
   *
   * @param options Hold for this speech alone.
   * @throws TypeError for an option that does not exist.
   */
  speak(source: TextSource, options: ContextOptions = {}): Context {
    const context = this.context(options);
    void feed(context, source);
    return context;
  }

  /**
   * A turn of speech, to be driven by hand.
   *
   * @param options Hold for this context alone.
   * @throws TypeError for an option that does not exist.
   */
  context(options: ContextOptions = {}): Context {
    const { name, ...own } = options;
    const patch = sessionPatch(own);
    this.#number += 1;
    const context = new Context(name ?? `rtts.${this.#number}`, this.#rulesOf(patch));
    this.#contexts.add(context);
    const forget = () => this.#contexts.delete(context);
    context.done.then(forget, forget);
    return context;
  }

  /**
   * Change the options for contexts opened from now on; returns those in force.
   *
   * @throws ServerError, naming the option, if the server will not have one of them.
   */
  async update(options: Options): Promise<WireOptions> {
    const patch = sessionPatch(options);
    const { link } = await this.#stand();
    const answer = await link.update(patch);
    if (answer.type === "error") throw serverError(answer);
    this.#patch = laidOver(this.#patch, patch);
    if (answer.type === "session.updated") {
      this.#standing = { ...this.#standing, options: answer.session };
    }
    return this.options;
  }

  /** Stop everything that is being spoken, and say what was heard of each context. */
  cancel(): Promise<ContextCancelled[]> {
    const reports = Promise.all([...this.#contexts].map((context) => context.cancel()));
    reports.catch(() => {}); // who stops everything need not wait
    return reports;
  }

  /** Milliseconds to the server and back. */
  async ping(): Promise<number> {
    const { link } = await this.#stand();
    const begun = performance.now();
    await link.ping();
    return performance.now() - begun;
  }

  /** End the session; what is being spoken is dropped, and fails with SessionClosed. */
  async close(): Promise<void> {
    this.#over.abort(closedHere());
    await this.#standing.link.close();
  }

  async #rulesOf(patch: WireOptions): Promise<ContextRules> {
    const { link, ready } = await this.#stand();
    const split = laidOver(this.options, patch)["split"];
    const speaksUnasked = !isRecord(split) || split["mode"] !== "none";
    return { link, patch, limits: ready.limits, speaksUnasked };
  }

  get #closed(): boolean {
    return this.#over.signal.aborted;
  }

  /** The session, or a new one if it was lost. */
  async #stand(): Promise<Standing> {
    if (this.#closed) throw closedHere();
    // what nobody has heard of yet can be said to whichever session it will be
    await this.#standing.link.settled;
    if (this.#closed) throw closedHere();
    if (this.#standing.link.lost) {
      this.#dialling ??= this.#dialAgain();
      await this.#dialling;
    }
    return this.#standing;
  }

  async #dialAgain(): Promise<Standing> {
    try {
      const tell = (event: SessionEvent) => this.#emitter.emit(event);
      const standing = await dial(this.#target, this.#patch, tell, this.#over.signal);
      if (this.#closed) {
        void standing.link.close();
        throw closedHere();
      }
      this.#standing = standing;
      this.#emitter.emit({ type: "reconnected", ready: this.ready });
      return this.#standing;
    } finally {
      this.#dialling = undefined;
    }
  }
}

function closedHere(): SessionClosed {
  return new SessionClosed(1000, "closed by this program");
}
