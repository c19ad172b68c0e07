/** Waits for a task, but not beyond the signal. The task itself goes on. */
export async function waitUntil(signal: AbortSignal, task: Promise<unknown>): Promise<void> {
  if (signal.aborted) return;
  const { promise: aborted, resolve } = Promise.withResolvers<undefined>();
  const end = () => resolve(undefined);
  signal.addEventListener("abort", end, { once: true });
  try {
    await Promise.race([task, aborted]);
  } finally {
    signal.removeEventListener("abort", end);
  }
}

/** A deadline for tasks that go on by themselves. */
export function createDeadline(ms: number): { readonly passed: Promise<"late">; readonly clear: () => void } {
  const { promise: passed, resolve } = Promise.withResolvers<"late">();
  const timer = setTimeout(() => resolve("late"), ms);
  return { passed, clear: () => clearTimeout(timer) };
}
