import { createLimiter } from "#lib/limiter.ts";
import { createIdleQueue } from "./idle.ts";
import { render, type NextHandler, type PageRequest, type Rendered } from "./rendering.ts";

/** Renderings at once, and those that wait. No kind takes the place of another: the past waits for the store. */
const LIMITS = {
  live: () => createLimiter(4, 64),
  past: () => createLimiter(4, 64),
  /** For one reader each. */
  own: () => createLimiter(2, 32),
};
const MAX_WAIT_MS = 5_000;
/** Longer than any rendering. */
const DEADLINE_MS = 20_000;

export type Kind = keyof typeof LIMITS;

/** Renders one page; null beyond what can be served. @throws the signal's reason, and what Next throws */
export type Renderer = (kind: Kind, request: PageRequest, signal: AbortSignal) => Promise<Rendered | null>;

export function createRenderer(handle: NextHandler): Renderer {
  const limits = { live: LIMITS.live(), past: LIMITS.past(), own: LIMITS.own() };
  const untilIdle = createIdleQueue();

  return async (kind, request, signal) => {
    const release = await limits[kind].acquire(MAX_WAIT_MS, signal);
    if (release !== null) await untilIdle();
    if (release === null || signal.aborted) {
      release?.();
      signal.throwIfAborted();
      return null;
    }
    const deadline = new AbortController();
    const timer = setTimeout(() => deadline.abort(), DEADLINE_MS);
    deadline.signal.addEventListener("abort", release);
    // Next goes on with what it waits for, though all readers have gone. Until then, the permit is in use.
    const tracked: NextHandler = (...exchange) =>
      handle(...exchange).finally(() => {
        clearTimeout(timer);
        release();
      });
    try {
      return await render(tracked, request, AbortSignal.any([signal, deadline.signal]));
    } catch (error) {
      if (deadline.signal.aborted) return null;
      throw error;
    }
  };
}
