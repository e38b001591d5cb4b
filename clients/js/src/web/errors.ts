/** What can go wrong between the socket and the loudspeaker. */

import { RttsError } from "../errors.ts";

/** The browser cannot play this, or cannot any more. */
export class PlayerError extends RttsError {
  override name = "PlayerError";
}

/** Anything thrown, as an error with a sentence in front of it. */
export function playerError(sentence: string, cause: unknown): PlayerError {
  // A MediaError has a message, and is no Error.
  const { message } = Object(cause) as { readonly message?: unknown };
  const reason = typeof message === "string" && message ? message : String(cause);
  const error = new PlayerError(`${sentence}: ${reason}`);
  error.cause = cause;
  return error;
}
