/**
 * Coming back to a session whose line was lost.
 *
 * The server keeps the session for some seconds and knows it by a token. It is asked at once,
 * then again and again, for as long as it may still be there: a line that was lost seldom comes
 * alone.
 */

import { ConnectionRefused, ProtocolError, RttsError, SessionClosed } from "./errors.ts";
import type { Line } from "./line.ts";
import { decodeServerMessage, type Resumed } from "./protocol.ts";

/** Opens a line that shows the token and says how many messages were received. */
export type Reopen = (token: string, received: number, timeoutMs: number) => Promise<Line>;

/** A session that goes on. */
export interface Comeback {
  readonly line: Line;
  /** Opens it the next time. */
  readonly token: string;
  /** How many of the client's messages the server has. */
  readonly received: number;
}

const WINDOW_MS = 15_000;
const ATTEMPT_MS = 5_000;
const FIRST_DELAY_MS = 50;
const LAST_DELAY_MS = 1_000;
/** Several server processes may have one port, and one of them the session: that one is sought. */
const KNOCKS = 60;
const LOST = 1006;
const IN_VAIN: ReadonlySet<number> = new Set([400, 401, 403, 404, 4400, 4401, 4403, 4406]);

/**
 * Go on with the session.
 *
 * @param wanted Whether anybody still wants it.
 * @throws SessionClosed, which says why that cannot be.
 */
export async function comeBack(
  reopen: Reopen,
  token: string,
  received: number,
  wanted: () => boolean,
): Promise<Comeback> {
  const deadline = performance.now() + WINDOW_MS;
  let delay = FIRST_DELAY_MS;
  let knocks = 0;
  while (wanted()) {
    const left = Math.min(deadline - performance.now(), ATTEMPT_MS);
    const back = await attempt(reopen, token, received, left);
    if (!(back instanceof RttsError)) return back;
    const refused = back instanceof ConnectionRefused ? back : undefined;
    delay = Math.max(delay, refused?.retryAfterMs ?? 0);
    const pause = delay * (1 - Math.random() / 4); // so that clients spread
    if (performance.now() + pause >= deadline) {
      throw lost(`${back.message} For ${WINDOW_MS / 1000} s nothing helped.`);
    }
    await new Promise<void>((resolve) => setTimeout(resolve, pause));
    const elsewhere = refused?.retryAfterMs === 0 && ++knocks <= KNOCKS;
    if (!elsewhere) delay = Math.min(delay * 2, LAST_DELAY_MS);
  }
  throw new SessionClosed(1000, "closed by this program");
}

/** Ask once. An error that may pass is returned; one that will not is thrown. */
async function attempt(
  reopen: Reopen,
  token: string,
  received: number,
  timeoutMs: number,
): Promise<Comeback | RttsError> {
  let line: Line | undefined;
  try {
    line = await reopen(token, received, timeoutMs);
    return await understood(line, token, timeoutMs);
  } catch (error) {
    line?.drop(); // no close frame: the server may have given the session to this line
    if (!(error instanceof RttsError)) throw error;
    if (error instanceof ConnectionRefused && IN_VAIN.has(error.status)) throw lost(error.message);
    if (error instanceof SessionGone) throw lost(error.message);
    return error;
  }
}

/** The server no longer has the session. */
class SessionGone extends RttsError {}

async function understood(line: Line, token: string, timeoutMs: number): Promise<Comeback> {
  const data = await line.first(timeoutMs);
  const answer = typeof data === "string" ? decodeServerMessage(data) : undefined;
  if (answer?.type === "error") {
    const refusal = { code: answer.code, status: await closeCode(line, timeoutMs) };
    throw new ConnectionRefused(answer.message, { ...refusal, retryAfterMs: answer.retryAfterMs });
  }
  if (answer?.type !== "resumed") {
    throw new ProtocolError("The server answers a client that comes back with no `resumed`.");
  }
  if (!goesOn(answer)) {
    line.abandon();
    throw new SessionGone(
      `The server no longer has the session (${answer.reason ?? "no reason given"}).`,
    );
  }
  return { line, token: answer.resumeToken ?? token, received: answer.received };
}

function goesOn(answer: Resumed): answer is Resumed & { received: number } {
  return answer.recovered && answer.received !== undefined;
}

/** The code of the close that follows a fatal error. */
async function closeCode(line: Line, timeoutMs: number): Promise<number> {
  try {
    await line.first(timeoutMs);
  } catch (error) {
    if (error instanceof SessionClosed) return error.code;
    throw error;
  }
  return 0;
}

function lost(problem: string): SessionClosed {
  return new SessionClosed(LOST, `the connection was lost, and could not be resumed. ${problem}`);
}
