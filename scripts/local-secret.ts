import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Where the webhook secret of this machine's own provider is kept, for `npm run demo` and `npm run dev`. */
export const LOCAL_SECRET_FILE = ".data/webhook-secret";

/** A webhook secret for this machine alone; the same one every time. */
export function localSecret(): string {
  if (!existsSync(LOCAL_SECRET_FILE)) {
    mkdirSync(path.dirname(LOCAL_SECRET_FILE), { recursive: true });
    writeFileSync(LOCAL_SECRET_FILE, randomBytes(32).toString("base64"), { mode: 0o600 });
  }
  return readFileSync(LOCAL_SECRET_FILE, "utf8").trim();
}
