/** What happens to a session as a whole. */

import type { RttsError } from "./errors.ts";
import type { Closing, ErrorMessage, Ready, WarningMessage } from "./protocol.ts";

/** The line was lost; the session is being resumed over another one. */
export interface Interrupted {
  readonly type: "interrupted";
  readonly reason: string;
}

/** The session goes on where it stopped: nothing is missing, nothing comes twice. */
export interface SessionResumed {
  readonly type: "resumed";
  /** Milliseconds without a line. */
  readonly gapMs: number;
  /** How many messages had to be sent again. */
  readonly resent: number;
}

/** A session was lost for good, and a new one with the same options stands in its place. */
export interface Reconnected {
  readonly type: "reconnected";
  readonly ready: Ready;
}

/** The session ended; what is spoken next opens a new one, unless this program closed it. */
export interface Closed {
  readonly type: "closed";
  readonly error: RttsError;
}

/** `warning` and `error` are those of the server that concern no context. */
export type SessionEvent =
  | Interrupted
  | SessionResumed
  | Reconnected
  | Closed
  | Closing
  | WarningMessage
  | ErrorMessage;
