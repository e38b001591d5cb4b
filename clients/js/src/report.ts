/** Reports of what was heard, and what they say of how a context ended. */

import { SpeechStopped } from "./errors.ts";
import type { ContextCancelled } from "./protocol.ts";

/** Reasons for a cancel that say: nobody wants to hear what is under way. */
const UNWANTED: ReadonlySet<string> = new Set(["client", "preempted"]);

/** Whether the context was cancelled because nobody wants to hear it. */
export function isUnwanted(report: ContextCancelled): boolean {
  return UNWANTED.has(report.reason);
}

/** The error where the server stopped by itself. */
export function stopOf(report: ContextCancelled): SpeechStopped | undefined {
  if (isUnwanted(report)) return undefined;
  const { reason, textRemaining } = report;
  return new SpeechStopped(reason, "The server stopped the speech.", { textRemaining });
}

/** The report of a context that was heard to its end, be it an empty one. */
export function heardOut(context: string, textSpoken: string, playedMs: number): ContextCancelled {
  return {
    type: "context.cancelled",
    context,
    reason: "client",
    playedMs,
    sentMs: playedMs,
    textSpoken,
    textRemaining: "",
    spokenChars: textSpoken.length,
    precision: "segment",
  };
}
