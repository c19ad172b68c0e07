// Otherwise a proxy sends a hook over a connection that the app is just closing: a 502, and the hook is lost.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** Caddy's; nginx has one minute. */
const PROXY_KEEPS_MS = 120_000;

test("the server keeps connections for longer than a proxy does", () => {
  const [, ms = ""] =
    /^const KEEP_ALIVE_MS = (\d+_\d+);/m.exec(readFileSync("lib/server/main.ts", "utf8")) ?? [];
  expect(Number(ms.replace("_", ""))).toBeGreaterThan(PROXY_KEEPS_MS);
});
