/** Who gets what arrives: an answer whoever asked, by `re`; the rest its context. */

import type { RttsError } from "./errors.ts";
import { type Frame, isKnown } from "./frames.ts";
import { Pending } from "./pending.ts";
import type { ContextMessage, ErrorMessage, ServerMessage, WarningMessage } from "./protocol.ts";

/** A context, as the link sees it. */
export interface Receiver {
  readonly name: string;
  /** Id of its first text; undefined until that was sent. */
  readonly openingId: string | undefined;
  receive(message: ContextMessage): void;
  receiveFrame(frame: Frame): void;
  /** Nothing more will come. */
  fail(error: RttsError): void;
}

/** Knows the open contexts, by name and for audio by handle, and the open questions. */
export class Router {
  readonly #receivers = new Map<string, Receiver>();
  readonly #handles = new Map<number, Receiver>();
  readonly #answers = new Map<string, Pending<ServerMessage>>();

  /** Whether something is to come. */
  get awaits(): boolean {
    return this.#receivers.size + this.#answers.size > 0;
  }

  /**
   * Give a context what arrives under its name.
   *
   * @throws TypeError if an open context has the name.
   */
  attach(receiver: Receiver): void {
    if (this.#receivers.has(receiver.name)) {
      throw new TypeError(`There is an open context of the name ${receiver.name}.`);
    }
    this.#receivers.set(receiver.name, receiver);
  }

  /** Forget a context: what still arrives for it is dropped. */
  detach(receiver: Receiver): void {
    if (this.#receivers.get(receiver.name) === receiver) this.#receivers.delete(receiver.name);
    for (const [handle, other] of this.#handles) {
      if (other === receiver) this.#handles.delete(handle);
    }
  }

  /** The answer to what bears the id, once `ask` has sent it. */
  async answerTo(id: string, ask: () => Promise<void>): Promise<ServerMessage> {
    const answer = new Pending<ServerMessage>();
    this.#answers.set(id, answer);
    try {
      await ask();
      return await answer.promise;
    } finally {
      this.#answers.delete(id);
    }
  }

  /** Give an answer to whoever asked; false if nobody did. */
  answer(id: string | undefined, message: ServerMessage): boolean {
    const answer = this.#answers.get(id ?? "");
    answer?.resolve(message);
    return answer !== undefined;
  }

  /** Give a frame to its context; frames of an unknown kind, and stray ones, are dropped. */
  deliverFrame(frame: Frame): void {
    if (isKnown(frame)) this.#handles.get(frame.handle)?.receiveFrame(frame);
  }

  /** Give a message to its context. Returns a remark that concerns none. */
  deliver(message: ContextMessage): WarningMessage | ErrorMessage | undefined {
    const receiver = this.#receivers.get(message.context ?? "") ?? this.#openedBy(message);
    if (message.type === "context.started" && receiver) {
      this.#handles.set(message.handle, receiver);
    }
    const isRemark = message.type === "error" || message.type === "warning";
    if (isRemark && this.answer(message.re, message)) return undefined;
    if (message.type === "context.cancelled") this.answer(message.re, message);
    receiver?.receive(message);
    // of a context that has ended, whoever waited was told why
    return isRemark && !receiver && message.context === undefined ? message : undefined;
  }

  /** The context whose first text is refused; where its name was at fault, the error has none. */
  #openedBy({ type, re }: ContextMessage & { readonly re?: string }): Receiver | undefined {
    if (type !== "error" || re === undefined) return undefined;
    return [...this.#receivers.values()].find(({ openingId }) => openingId === re);
  }

  /** Tell everybody who waits that nothing more will come. */
  fail(error: RttsError): void {
    for (const answer of this.#answers.values()) answer.reject(error);
    for (const receiver of [...this.#receivers.values()]) receiver.fail(error);
  }
}
