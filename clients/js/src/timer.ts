/** What a timer can wait for. */

const MOST_MS = 2 ** 31 - 1;

/** As long as that, or as a timer can: one that is set for longer, or for ever, goes off at once. */
export function timerMs(ms: number): number {
  return Math.min(ms, MOST_MS);
}
