/**
 * What a client sends, as one type a message.
 *
 * Names are camelCase here and snake_case on the wire. A field left out here is left out there.
 */

import type { WireOptions } from "./server-messages.ts";

/** Change what holds for contexts opened from now on. */
export interface SessionUpdate {
  readonly type: "session.update";
  readonly session: WireOptions;
  /** Comes back as `re` in the answer; so in all messages. */
  readonly id?: string;
}

/** A piece of text to speak. The first one opens its context. */
export interface Text {
  readonly type: "text";
  readonly text: string;
  readonly context?: string;
  /** Options for this context alone; read from the text that opens it. */
  readonly session?: WireOptions;
  readonly id?: string;
}

/** Speak what is buffered and keep the context open. */
export interface Flush {
  readonly type: "flush";
  readonly context?: string;
  readonly id?: string;
}

/** Say when the speech of the text before this was sent. */
export interface Mark {
  readonly type: "mark";
  readonly name: string;
  readonly context?: string;
  readonly id?: string;
}

/** No more text will come for the context. */
export interface End {
  readonly type: "end";
  readonly context?: string;
  readonly id?: string;
}

/** Stop at once, one context or, without a name, all of them. */
export interface Cancel {
  readonly type: "cancel";
  readonly context?: string;
  /** How much of the context the listener has heard. */
  readonly playedMs?: number;
  readonly id?: string;
}

/** How much of the context the listener has heard. */
export interface Played {
  readonly type: "played";
  readonly playedMs: number;
  readonly context?: string;
}

/** Are you there? `t` comes back as it is. */
export interface Ping {
  readonly type: "ping";
  readonly t?: number | string;
}

/** Cancel every context, then close the socket. */
export interface Close {
  readonly type: "close";
}

export type ClientMessage =
  | SessionUpdate
  | Text
  | Flush
  | Mark
  | End
  | Cancel
  | Played
  | Ping
  | Close;
