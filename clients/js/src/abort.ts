/** Ending what is under way when nobody wants it any more. */

/**
 * What the work gives, unless the signal comes first.
 *
 * @param drop Called then, to leave nothing of the work behind.
 * @throws The signal's reason.
 */
export async function unlessAborted<T>(
  signal: AbortSignal | undefined,
  work: Promise<T>,
  drop: () => void = () => {},
): Promise<T> {
  if (!signal) return work;
  let abort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    abort = () => {
      drop();
      reject(signal.reason);
    };
    if (signal.aborted) abort();
    else signal.addEventListener("abort", abort);
  });
  try {
    return await Promise.race([aborted, work]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}
