import { readFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";

const EVERY_MS = 250;

/**
 * Watches the resident memory of a process that may be started anew, until the signal.
 *
 * @returns its peak in MB; null where the system does not tell (it needs Linux' /proc)
 */
export async function peakMemory(pid: () => number | undefined, signal: AbortSignal): Promise<number | null> {
  let peak: number | null = null;
  while (!signal.aborted) {
    const kilobytes = await residentKilobytes(pid());
    if (kilobytes !== null) peak = Math.max(peak ?? 0, Math.round(kilobytes / 1000));
    await delay(EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
  return peak;
}

export async function residentKilobytes(pid: number | undefined): Promise<number | null> {
  const status = await readFile(`/proc/${pid ?? ""}/status`, "utf8").catch(() => "");
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  return kilobytes === undefined ? null : Number(kilobytes);
}
