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

/** For what is waited for only so long, and goes on by itself. */
export function lateAfter(ms: number): { readonly promise: Promise<"late">; readonly clear: () => void } {
  const { promise, resolve } = Promise.withResolvers<"late">();
  const timer = setTimeout(() => resolve("late"), ms);
  return { promise, clear: () => clearTimeout(timer) };
}
