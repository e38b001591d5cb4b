/**
 * Everything that can go wrong, as a tree of classes:
 *
 * - `RttsError`
 *   - `ServerUnreachable`: nothing answers at the address
 *   - `ConnectionRefused`: something answers and turns the connection away
 *   - `ServerError`: the server says that something cannot be done; one class for each code
 *   - `SessionClosed`: the session is gone
 *   - `ProtocolError`: the other side does not speak `rtts.v1`
 *
 * Mistakes of the calling program (an option that does not exist, text for a context that has
 * ended) are `TypeError`.
 */

import type { ErrorMessage } from "./server-messages.ts";

/** Base of all errors that this package raises on purpose. */
export class RttsError extends Error {
  override name = "RttsError";
}

/** Nothing answered at the address until `connectTimeoutMs` was over. */
export class ServerUnreachable extends RttsError {
  override name = "ServerUnreachable";
  readonly url: string;
  readonly reason: string;

  constructor(url: string, reason: string) {
    super(`No server answers at ${url}: ${reason}. Is one running there?`);
    this.url = url;
    this.reason = reason;
  }
}

/** What a refusal says beside its sentence. */
export interface Refusal {
  /** One of the wire's codes (`unauthorized`, `overloaded`, …), or empty where none was said. */
  readonly code: string;
  /** A close code (4401, 1013, …), or the HTTP status where the runtime shows it; else 0. */
  readonly status: number;
  /** Milliseconds after which it may go better; 0 where the server did not say. */
  readonly retryAfterMs: number;
}

/** The server turned the connection away before a session began. */
export class ConnectionRefused extends RttsError implements Refusal {
  override name = "ConnectionRefused";
  readonly code: string;
  readonly status: number;
  readonly retryAfterMs: number;

  constructor(message: string, refusal: Refusal) {
    super(`The server refused the connection (${refusal.status}): ${message}`);
    this.code = refusal.code;
    this.status = refusal.status;
    this.retryAfterMs = refusal.retryAfterMs;
  }
}

/** What a `ServerError` says beside its sentence. */
export interface ServerErrorFields {
  /** The field at fault, such as `session.voice`. */
  readonly param?: string | undefined;
  /** Text that was accepted and will not be spoken. */
  readonly textRemaining?: string | undefined;
  /** Milliseconds after which it may go better; 0 where waiting does not help. */
  readonly retryAfterMs?: number | undefined;
}

/** The server could not do what was asked. `code` is one of the wire's; see its subclasses. */
export class ServerError extends RttsError {
  override name = "ServerError";
  readonly code: string;
  readonly param: string | undefined;
  readonly textRemaining: string;
  readonly retryAfterMs: number;

  constructor(code: string, message: string, fields: ServerErrorFields = {}) {
    super(`${message} (${code})`);
    this.code = code;
    this.param = fields.param;
    this.textRemaining = fields.textRemaining ?? "";
    this.retryAfterMs = fields.retryAfterMs ?? 0;
  }
}

/** A field is missing, of a wrong type, or against a rule: `param` says which one. */
export class InvalidValue extends ServerError {
  override name = "InvalidValue";
}

/** The server could not read a message. */
export class BadMessage extends ServerError {
  override name = "BadMessage";
}

/** The server knows no message of this type; it is of another version. */
export class UnknownType extends ServerError {
  override name = "UnknownType";
}

/** As many contexts as allowed are open. */
export class ContextLimit extends ServerError {
  override name = "ContextLimit";
}

/** A message, or the text that waits to be spoken, is over its limit. */
export class TextTooLong extends ServerError {
  override name = "TextTooLong";
}

/** Messages or characters come faster than they may; `retryAfterMs` says when to go on. */
export class RateLimited extends ServerError {
  override name = "RateLimited";
}

/** There is no room, or the server is going down. */
export class Overloaded extends ServerError {
  override name = "Overloaded";
}

/** The engine could not speak a piece of the text: `textRemaining`. */
export class SynthesisFailed extends ServerError {
  override name = "SynthesisFailed";
}

/** The engine gave no audio for a piece of the text in time. */
export class SynthesisTimeout extends ServerError {
  override name = "SynthesisTimeout";
}

/** The credential does not allow it. */
export class Unauthorized extends ServerError {
  override name = "Unauthorized";
}

/** A fault of the server. */
export class InternalError extends ServerError {
  override name = "InternalError";
}

/** The server stopped the speech by itself; `code` is the reason of its report. */
export class SpeechStopped extends ServerError {
  override name = "SpeechStopped";
}

const CLASS_OF_CODE: ReadonlyMap<string, typeof ServerError> = new Map<string, typeof ServerError>([
  ["bad_message", BadMessage],
  ["unknown_type", UnknownType],
  ["invalid_value", InvalidValue],
  ["context_limit", ContextLimit],
  ["text_too_long", TextTooLong],
  ["rate_limited", RateLimited],
  ["overloaded", Overloaded],
  ["synthesis_failed", SynthesisFailed],
  ["timeout", SynthesisTimeout],
  ["unauthorized", Unauthorized],
  ["internal", InternalError],
]);

/** The error that an `error` message stands for; a code nobody knows is a plain `ServerError`. */
export function serverError(message: ErrorMessage, textRemaining?: string): ServerError {
  const Class = CLASS_OF_CODE.get(message.code) ?? ServerError;
  return new Class(message.code, message.message, {
    param: message.param,
    textRemaining: textRemaining ?? message.textRemaining,
    retryAfterMs: message.retryAfterMs,
  });
}

/** Close codes that say nothing against what was sent, so that another attempt may do better. */
const TRANSIENT: ReadonlySet<number> = new Set([1001, 1005, 1006, 1011, 1012, 1013]);

/** The session ended, by either side, while something was still to come. */
export class SessionClosed extends RttsError {
  override name = "SessionClosed";
  /** The WebSocket's close code; 1006 for a line that was lost. */
  readonly code: number;
  readonly reason: string;
  /** Text of the context at hand whose speech had not wholly arrived. */
  readonly textRemaining: string;

  constructor(code: number, reason: string, textRemaining = "") {
    super(`The session was closed (${code}): ${reason || "no reason given"}`);
    this.code = code;
    this.reason = reason;
    this.textRemaining = textRemaining;
  }

  /** Whether another attempt may do better. */
  get transient(): boolean {
    return TRANSIENT.has(this.code);
  }
}

/** A message breaks the rules of `rtts.v1`, or the server speaks something else. */
export class ProtocolError extends RttsError {
  override name = "ProtocolError";
}
