import { randomUUID } from "node:crypto";
import { readFile, stat, utimes } from "node:fs/promises";
import { hostname } from "node:os";
import path from "node:path";
import { z } from "zod";
import { describeError, type Log } from "#lib/http/log.ts";
import { createFile, DRAFT, hasCode, writeDurably } from "./disk.ts";

/** Lets one process at a time deliver a spool. */
export type Lease = {
  /** Takes or renews the lease. Returns false while another process has it. @throws Error if it cannot be written */
  readonly hold: () => Promise<boolean>;
};

const FILE = "delivering.lease";
const RENEW_MS = 2_000;
/** A holder that has not renewed its lease for so long is dead, or hangs. */
const EXPIRED_MS = 20_000;

const parseHolder = z.object({ host: z.string(), pid: z.number().int().positive(), token: z.string() });

export type Holder = Omit<z.infer<typeof parseHolder>, "token">;

/**
 * The lease of a spool's directory. It saves work and keeps the order, but safety does not depend on it: two processes
 * may both deliver for two seconds when one takes over, because the store overwrites nothing.
 */
export function createLease(
  directory: string,
  { host, pid }: Holder = { host: hostname(), pid: process.pid },
): Lease {
  const file = path.join(directory, FILE);
  const token = randomUUID();
  const content = JSON.stringify({ host, pid, token });
  let heldSince: number | undefined;

  const isMine = async () => (await readHolder(file))?.token === token;

  /** A holder on this host is checked; one on another has time to renew. */
  async function isExpired(): Promise<boolean> {
    const [holder, stats] = await Promise.all([readHolder(file), stat(file).catch(() => null)]);
    // A time in the future is no sign of life: the clock may have been set back since.
    if (stats === null || Math.abs(Date.now() - stats.mtimeMs) > EXPIRED_MS) return true;
    // A restarted container has the host name and the process id of the dead one.
    return holder !== null && holder.host === host && (holder.pid === pid || !isAlive(holder.pid));
  }

  async function take(): Promise<boolean> {
    try {
      await createFile(file, content);
      return true;
    } catch (error) {
      if (!hasCode(error, "EEXIST")) throw error;
    }
    if (!(await isExpired())) return false;
    await writeDurably(file, content, `${file}.${token}${DRAFT}`);
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

/** A lease that counts as held while it cannot be written. */
export function createOptionalLease(lease: Lease, log: Log): Lease {
  let isWritable = true;
  return {
    async hold() {
      try {
        const isHeld = await lease.hold();
        isWritable = true;
        return isHeld;
      } catch (error) {
        if (isWritable) log("spool-without-lease", { level: "error", error: describeError(error) });
        isWritable = false;
        return true;
      }
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
    return process.kill(pid, 0);
  } catch (error) {
    // It exists, but belongs to another user.
    return hasCode(error, "EPERM");
  }
}
