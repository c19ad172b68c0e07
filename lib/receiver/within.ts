/** A signal that also ends after `ms`. */
export function within(ms: number, signal: AbortSignal): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(ms)]);
}

/** Waits for a task, but not beyond the signal: the task goes on then. */
export async function waitUntil(signal: AbortSignal, task: Promise<unknown>): Promise<void> {
  const { promise: aborted, resolve } = Promise.withResolvers<undefined>();
  const end = () => resolve(undefined);
  if (signal.aborted) return;
  signal.addEventListener("abort", end, { once: true });
  try {
    await Promise.race([task, aborted]);
  } finally {
    signal.removeEventListener("abort", end);
  }
}
