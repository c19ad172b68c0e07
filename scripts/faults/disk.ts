import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { until } from "../shared/until.ts";

/** A busy machine takes long to give the store up. */
const SPOOLED_DEADLINE_MS = 60_000;

/** A small disk in memory. */
export type Disk = {
  /** Changes its options, as `ro` or `rw`. */
  readonly remount: (options: string) => void;
  readonly unmount: () => void;
};

/**
 * Mounts a disk at a folder, with options of tmpfs such as `size=64k` or `nr_inodes=8`. It needs Linux and root.
 *
 * @returns why the machine refuses it, if it does
 */
export function mountDisk(directory: string, options: string): Disk | string {
  const run = (command: string, ...args: string[]) =>
    execFileSync(command, [...args, directory], { stdio: ["ignore", "pipe", "pipe"] });
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  try {
    run("mount", "-t", "tmpfs", "-o", `mode=700,${options}`, "tmpfs");
  } catch (error) {
    return `no disk can be mounted here: ${error instanceof Error ? error.message.trim() : String(error)}`;
  }
  return {
    remount: (changed) => void run("mount", "-o", `remount,${changed}`),
    // A program that still reads a file must not keep the disk.
    unmount: () => void run("umount", "--lazy"),
  };
}

/** @returns why this machine cannot mount disks; null if it can */
export function findDiskRefusal(): string | null {
  const directory = mkdtempSync(path.join(tmpdir(), "livewall-disk-"));
  const disk = mountDisk(directory, "size=64k");
  if (typeof disk !== "string") disk.unmount();
  rmSync(directory, { recursive: true });
  return typeof disk === "string" ? disk : null;
}

/** Takes the rest of a full disk: not even a lease has room. */
export function takeRoom(directory: string): void {
  try {
    writeFileSync(path.join(directory, "other"), Buffer.alloc(64_000_000));
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
    return;
  }
  throw new Error("The disk is larger than its file.");
}

/** Changes a bit in the picture of the newest file, once there is one. @returns its name */
export async function flipBit(directory: string): Promise<string> {
  const list = () => readdirSync(directory).filter((one) => one.endsWith(".hook"));
  await until("a hook in the spool", SPOOLED_DEADLINE_MS, () => Promise.resolve(list().length > 0));
  const name = list().sort().at(-1) ?? "";
  const file = path.join(directory, name);
  const bytes = readFileSync(file);
  const middle = bytes.length >> 1;
  bytes.writeUInt8(bytes.readUInt8(middle) ^ 1, middle);
  writeFileSync(file, bytes);
  return name;
}
