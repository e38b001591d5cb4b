/**
 * The sending half of a context.
 *
 * It keeps the text that was sent, which is what offsets refer to and what an error says was not
 * heard; it waits where the server can take no more, and says what was heard no oftener than
 * the server can use it.
 */

import { RttsError } from "./errors.ts";
import type { Link } from "./link.ts";
import type { ClientMessage, ContextMessage, Limits, WireOptions } from "./protocol.ts";
import { piecesOf, SentText, WholeCharacters } from "./text.ts";

/** What holds for a context besides its name. */
export interface ContextRules {
  readonly link: Link;
  /** Options for this context alone. */
  readonly patch: WireOptions;
  readonly limits: Limits;
  /** Whether the server speaks before a flush or the end (every `split` mode but `none`). */
  readonly speaksUnasked: boolean;
}

/** Between two `played` messages. */
const PLAYED_GAP_MS = 50;
/** Name of the marks that say how far the server has come. */
const ROOM = "rtts.room";

/** Sends what belongs to one context. */
export class Outbox {
  readonly text = new SentText();
  readonly #name: string;
  readonly #rules: ContextRules;
  readonly #goesOn: () => boolean;
  readonly #characters = new WholeCharacters();
  /** Marks of its own that wait for their answer, by id: how much was sent before them. */
  readonly #marks = new Map<string | undefined, number>();
  #marked = 0;
  #openingId: string | undefined;
  #spoken = 0;
  #waiters: (() => void)[] = [];
  #heardMs = 0;
  #toldMs = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed = false;

  /** @param goesOn Whether anything more is to be sent. */
  constructor(name: string, rules: ContextRules, goesOn: () => boolean) {
    this.#goesOn = goesOn;
    this.#name = name;
    this.#rules = rules;
  }

  /** Id of the first text; undefined until that was sent. */
  get openingId(): string | undefined {
    return this.#openingId;
  }

  /** The text whose audio has not wholly arrived. */
  get unspoken(): string {
    return this.text.from(this.#spoken);
  }

  /** Milliseconds that the listener is known to have heard; undefined if nobody ever said. */
  get heardMs(): number | undefined {
    return this.#heardMs || undefined;
  }

  /** Open the context where no text has. */
  async open(): Promise<void> {
    if (this.#openingId === undefined) await this.#writePiece("");
  }

  /** Send text, in pieces that a message may have, as the server has room for them. */
  async write(text: string): Promise<void> {
    await this.#write(this.#characters.push(text));
  }

  /** Send what comes behind text; it needs a context, which text opens, be it none. */
  async say(message: ClientMessage): Promise<void> {
    await this.open();
    if (this.#goesOn()) await this.#rules.link.send(message);
  }

  /** Say that no more text comes. */
  async end(): Promise<void> {
    await this.#write(this.#characters.end());
    await this.say({ type: "end", context: this.#name });
  }

  /** Learn how much of the text was spoken, in code points. */
  noteSpoken(codePoints: number): void {
    this.#spoken = Math.max(codePoints, this.#spoken);
    this.#wake();
  }

  /**
   * Take the answer to a mark of its own; false for what is meant for others. An error is: who
   * waits for room would never hear of it again.
   */
  takes(message: ContextMessage): boolean {
    if (message.type !== "mark" && message.type !== "warning") return false;
    const sent = this.#marks.get(message.re);
    if (sent === undefined) return false;
    this.#marks.delete(message.re);
    if (message.type === "mark") this.noteSpoken(sent);
    return true;
  }

  /** Learn that nothing more will be spoken. */
  close(): void {
    this.#closed = true;
    this.#wake();
  }

  /** Tell how much was heard, now or, if that was told just before, soon. */
  played(ms: number): void {
    if (!Number.isFinite(ms)) return; // a figure that is none is none of what was heard
    this.#heardMs = Math.max(ms, this.#heardMs);
    if (this.#timer === undefined) this.#tell();
  }

  /** Tell nothing more of it. */
  hush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  async #write(text: string): Promise<void> {
    const { maxTextChars, maxBufferChars } = this.#rules.limits;
    // of a piece as long as the buffer nothing may be spoken before the next, which has no room
    const limit = Math.min(maxTextChars, Math.ceil(maxBufferChars / 4));
    for (const piece of piecesOf(text, limit)) {
      await this.#roomFor(piece.length);
      if (!this.#goesOn()) return;
      await this.#writePiece(piece);
      await this.#markRoom();
    }
  }

  async #writePiece(piece: string): Promise<void> {
    const { link, patch } = this.#rules;
    const message = { type: "text", text: piece, context: this.#name } as const;
    this.text.append(piece);
    if (this.#openingId !== undefined) return link.send(message);
    const id = link.nextId();
    this.#openingId = id;
    const own = Object.keys(patch).length > 0 ? { session: patch } : {};
    return link.send({ ...message, ...own, id });
  }

  /** Wait until the server can buffer that many characters more, or nothing follows. */
  async #roomFor(chars: number): Promise<void> {
    const { limits, speaksUnasked } = this.#rules;
    const limit = Math.max(limits.maxBufferChars, chars);
    while (speaksUnasked && !this.#closed && this.text.codePoints - this.#spoken + chars > limit) {
      await new Promise<void>((resolve) => void this.#waiters.push(resolve));
    }
  }

  /**
   * Mark the text so far, once for each half of what the server buffers: of text with no word in
   * it nothing else is said. The other half is still to come then, and with it the end of the
   * sentence that a mark may have to wait for.
   */
  async #markRoom(): Promise<void> {
    const { link, limits, speaksUnasked } = this.#rules;
    const sent = this.text.codePoints;
    if (!speaksUnasked || sent - this.#marked < limits.maxBufferChars / 2) return;
    const id = link.nextId();
    this.#marks.set(id, sent);
    this.#marked = sent;
    await this.say({ type: "mark", name: ROOM, context: this.#name, id });
  }

  #tell(): void {
    this.#timer = undefined;
    const { link } = this.#rules;
    if (this.#toldMs >= this.#heardMs || link.lost) return;
    this.#toldMs = this.#heardMs;
    link.send({ type: "played", playedMs: this.#toldMs, context: this.#name }).catch(ignoreLoss);
    this.#timer = setTimeout(() => this.#tell(), PLAYED_GAP_MS);
  }

  #wake(): void {
    for (const resolve of this.#waiters.splice(0)) resolve();
  }
}

/** Whoever reads the context learns of the loss there. */
function ignoreLoss(error: unknown): void {
  if (!(error instanceof RttsError)) throw error;
}
