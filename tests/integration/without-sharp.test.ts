import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { hookTo, startReceiver } from "../support/receiver-process.ts";

const folder = mkdtempSync(path.join(tmpdir(), "livewall-receiver-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("a receiver on a machine where sharp cannot be loaded", () => {
  const hooks = `import { registerHooks } from "node:module";
    registerHooks({ resolve(name, context, next) {
      if (name === "sharp") throw new Error("Unsupported CPU: x86-64-v2 is needed");
      return next(name, context);
    } });`;
  const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(hooks)}`;

  test.each([
    ["on", 1, { status: "ok", store: "ok", previews: "unavailable" }],
    ["off", 0, { status: "ok", store: "ok" }],
  ])("stores frames with PREVIEWS=%s, and says %i times that previews are missing", async (...row) => {
    const [PREVIEWS, said, health] = row;
    const other = await startReceiver(folder, { NODE_OPTIONS, PREVIEWS });
    try {
      for (let hook = 0; hook < 2; hook += 1) expect((await fetch(hookTo(other))).status).toBe(200);
      expect(await (await fetch(`${other.url}/api/health?deep`)).json()).toEqual(health);
    } finally {
      await other.end();
    }
    const lines = other.printed().split("\n");
    const warnings = lines.filter((line) => line.includes('"event":"previews-unavailable"'));
    expect(warnings).toHaveLength(said);
    for (const line of warnings) expect(line).toContain("Unsupported CPU");
    expect(lines.filter((line) => line.includes('"bare":true'))).toHaveLength(2);
  });
});
