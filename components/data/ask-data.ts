import { AS_DATA, leadToDoor } from "#components/join/door.ts";

const DEADLINE_MS = 10_000;
const SLOW_MS = 1_000;

/** The server reads no more of the past for now. */
export class SlowDown extends Error {
  readonly afterMs: number;

  /** @param retryAfter in seconds, as the header has it */
  constructor(retryAfter?: string | null) {
    super("asked to slow down");
    this.afterMs = Number(retryAfter) * 1_000 || SLOW_MS;
  }
}

/**
 * Asks the server for data.
 *
 * @throws SlowDown where it has read as much as it may
 */
export async function askData(address: string, signal?: AbortSignal): Promise<unknown> {
  const deadline = AbortSignal.timeout(DEADLINE_MS);
  const response = await fetch(address, {
    headers: AS_DATA,
    signal: signal === undefined ? deadline : AbortSignal.any([signal, deadline]),
  });
  leadToDoor(response);
  if (response.status === 429) throw new SlowDown(response.headers.get("Retry-After"));
  if (!response.ok) throw new Error(`answered ${response.status}`);
  return response.json();
}
