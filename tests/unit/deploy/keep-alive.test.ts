// Otherwise a proxy sends a hook over a connection that the app is just closing: a 502, and the hook is lost.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** Caddy's; nginx has one minute. */
const PROXY_KEEPS_MS = 120_000;

test.each([
  ["package.json", /"start": ".* start --keepAliveTimeout (\d+)"/],
  ["Dockerfile", /^ENV .*\bKEEP_ALIVE_TIMEOUT=(\d+)/m],
  ["deploy/one-machine/livewall.service", /^Environment=.*\bKEEP_ALIVE_TIMEOUT=(\d+)/m],
  ["lib/server/main.ts", /^const KEEP_ALIVE_MS = (\d+_\d+);/m],
])("%s keeps connections for longer than a proxy does", (file, setting) => {
  const [, ms = ""] = setting.exec(readFileSync(file, "utf8")) ?? [];
  expect(Number(ms.replace("_", ""))).toBeGreaterThan(PROXY_KEEPS_MS);
});
