import { randomUUID } from "node:crypto";
import { open, readFile, rename, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import path from "node:path";
import { z } from "zod";

/** Who delivers a spool, so that one process does at a time. */
export type Lease = {
  /** Takes the lease, or keeps it. @returns false while another process has it */
  readonly hold: () => Promise<boolean>;
};

export type Holder = { readonly host: string; readonly pid: number };

const FILE = "delivering.lease";
const RENEW_MS = 2_000;
/** A holder that has not renewed its lease for so long is gone, or hangs. */
const LAPSED_MS = 20_000;

const parseHolder = z.object({ host: z.string(), pid: z.number().int().positive(), token: z.string() });

/**
 * The lease of a spool's directory. It is kept for order and to spare work, not for safety: two processes that deliver
 * at once, as they may for two seconds when one takes over, do no harm, because the store overwrites nothing.
 */
export function createLease(
  directory: string,
  { host, pid }: Holder = { host: hostname(), pid: process.pid },
): Lease {
  const file = path.join(directory, FILE);
  const token = randomUUID();
  const content = JSON.stringify({ host, pid, token });
  let heldSince: number | undefined;

  async function isMine(): Promise<boolean> {
    return (await readHolder(file))?.token === token;
  }

  /** Whether nobody who lives has it. A holder of this host is looked for; one of another is given time. */
  async function isLapsed(): Promise<boolean> {
    const [holder, stats] = await Promise.all([readHolder(file), stat(file).catch(() => null)]);
    // The clock may have been set back since: a time to come is no sign of life.
    if (stats === null || Math.abs(Date.now() - stats.mtimeMs) > LAPSED_MS) return true;
    // A container that is started again has the host name and the process id of the one that died.
    return holder !== null && holder.host === host && (holder.pid === pid || !isAlive(holder.pid));
  }

  async function take(): Promise<boolean> {
    try {
      const created = await open(file, "wx", 0o600);
      await created.writeFile(content).finally(() => created.close());
      return true;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
    if (!(await isLapsed())) return false;
    const draft = `${file}.${token}`;
    await writeFile(draft, content, { mode: 0o600 });
    await rename(draft, file);
    return isMine();
  }

  async function renew(): Promise<boolean> {
    if (!(await isMine())) return false;
    const now = new Date();
    await utimes(file, now, now);
    return true;
  }

  return {
    async hold() {
      const now = Date.now();
      if (heldSince !== undefined && Math.abs(now - heldSince) < RENEW_MS) return true;
      heldSince = (await (heldSince === undefined ? take() : renew())) ? now : undefined;
      return heldSince !== undefined;
    },
  };
}

async function readHolder(file: string): Promise<z.infer<typeof parseHolder> | null> {
  try {
    return parseHolder.parse(JSON.parse(await readFile(file, "utf8")));
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // There is one, and it is not ours to signal.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
