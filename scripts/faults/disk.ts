import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";

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
    unmount: () => void run("umount"),
  };
}
