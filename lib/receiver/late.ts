/** For what is waited for only so long, and goes on by itself. */
export function lateAfter(ms: number): { readonly promise: Promise<"late">; readonly clear: () => void } {
  const { promise, resolve } = Promise.withResolvers<"late">();
  const timer = setTimeout(() => resolve("late"), ms);
  return { promise, clear: () => clearTimeout(timer) };
}
