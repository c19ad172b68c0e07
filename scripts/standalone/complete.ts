import { cpSync, readdirSync, statSync } from "node:fs";
import path from "node:path";

/** Where `next build` puts its standalone output. */
export const STANDALONE = ".next/standalone";

/** What Next's standalone output lacks, because it leaves it to a CDN: the scripts and styles, and the icons. */
const FOR_A_CDN = [".next/static", "public"];

/**
 * Adds what Next leaves to a CDN: without one, the server itself serves it from here.
 *
 * @returns the size of it all, in bytes
 */
export function completeStandalone(): number {
  for (const folder of FOR_A_CDN) cpSync(folder, path.join(STANDALONE, folder), { recursive: true });
  return readdirSync(STANDALONE, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(path.join(entry.parentPath, entry.name)).size, 0);
}
