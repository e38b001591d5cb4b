/** What to say about a session's end. */

import { ConnectionRefused, type RttsError, SessionClosed, serverError } from "./errors.ts";
import type { ErrorMessage } from "./protocol.ts";

/** How it came to the end. */
export interface Ending {
  /** The close code of the WebSocket. */
  readonly code: number;
  readonly reason: string;
  /** The server's last word, if it was a fatal error. */
  readonly fatal: ErrorMessage | undefined;
  /** Whether there was a session at all. */
  readonly wasReady: boolean;
  /** Whether this program wanted it. */
  readonly wanted: boolean;
}

const LOST = 1006;

/** The error that whoever still waits is told. */
export function errorOf({ code, reason, fatal, wasReady, wanted }: Ending): RttsError {
  if (fatal && !wasReady) {
    const { code: word, message, retryAfterMs } = fatal;
    return new ConnectionRefused(message, { code: word, status: code, retryAfterMs });
  }
  if (fatal) return serverError(fatal);
  if (wanted) return new SessionClosed(1000, "closed by this program");
  return new SessionClosed(code, code === LOST ? "the connection was lost" : reason);
}
