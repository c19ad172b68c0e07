import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { LocalStore } from "../../../scripts/local-store/local-store.ts";

afterEach(() => vi.unstubAllEnvs());

test("a local store leaves nothing in the system's folder for temporary files", async () => {
  const temporary = mkdtempSync(path.join(tmpdir(), "livewall-"));
  const directory = mkdtempSync(path.join(tmpdir(), "livewall-"));
  try {
    vi.stubEnv("TMPDIR", temporary);
    const store = await LocalStore.start({ directory });
    await store.stop();
    expect(readdirSync(temporary)).toEqual([]);
    expect(readdirSync(directory)).toContain("store.log");
  } finally {
    for (const folder of [temporary, directory]) rmSync(folder, { recursive: true, force: true });
  }
});
