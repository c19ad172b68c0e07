import { cpSync, readdirSync, statSync } from "node:fs";
import path from "node:path";

/** Where `next build` puts its standalone output. */
export const STANDALONE = ".next/standalone";

/**
 * Adds what Next leaves to a CDN: without one, the server itself serves it from here.
 *
 * @returns the size of it all, in bytes
 */
export function completeStandalone(): number {
  cpSync(".next/static", path.join(STANDALONE, ".next/static"), { recursive: true });
  return readdirSync(STANDALONE, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(path.join(entry.parentPath, entry.name)).size, 0);
}
