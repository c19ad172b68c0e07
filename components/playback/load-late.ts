const EVENTS = ["pointermove", "pointerdown", "touchstart", "wheel", "keydown", "focusin"] as const;
const RETRY_MS = 5_000;

/**
 * Loads code that a page does not need at first. If that fails, it tries again once the network is back, the viewer does
 * something, or some seconds have passed: what they did already was to bring it.
 *
 * @param untilDue waits until the code is wanted; a server does not wait
 */
export async function loadLate<T>(load: () => Promise<T>, untilDue: () => Promise<unknown>): Promise<T> {
  if (typeof window !== "object") return load();
  await untilDue();
  for (;;) {
    try {
      return await load();
    } catch {
      await Promise.race([untilUsed(["online"]), rest(RETRY_MS)]);
    }
  }
}

/** Waits until the viewer does something on the page. @param others events that count too */
export function untilUsed(others: readonly string[] = []): Promise<void> {
  const events = [...EVENTS, ...others];
  return new Promise((resolve) => {
    function onUse() {
      for (const event of events) removeEventListener(event, onUse, true);
      resolve();
    }
    for (const event of events) addEventListener(event, onUse, { capture: true, passive: true });
  });
}

export function rest(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
