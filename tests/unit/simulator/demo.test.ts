import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { once } from "node:events";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { demoEnv } from "../../../scripts/demo/app-env.ts";
import { prepareStoreDirectory, removeStored } from "../../../scripts/demo/local-data.ts";
import { isFree } from "../../../scripts/demo/ports.ts";
import { freePort } from "../../../scripts/shared/free-port.ts";

test("leaves the settings of a real deployment out of the demo", () => {
  const deployment = { AWS_PROFILE: "work", AWS_SESSION_TOKEN: "t", SPOOL_DIR: "/spool", PREVIEWS: "off" };
  const env = demoEnv({ PATH: "/bin", ...deployment }, { AWS_REGION: "auto", WEBHOOK_SECRET: "demo" });
  expect(env).toMatchObject({ PATH: "/bin", AWS_REGION: "auto", WEBHOOK_SECRET: "demo" });
  // Blank: Next would take an absent one from .env.local.
  expect(env).toMatchObject({ AWS_SESSION_TOKEN: "", SPOOL_DIR: "", PREVIEWS: "" });
  expect(env).not.toHaveProperty("AWS_PROFILE");
});

test.each(["127.0.0.1", "0.0.0.0"])("finds that a port on %s is taken", async (host) => {
  const port = await freePort();
  expect(await isFree(port)).toBe(true);
  const server = createServer().listen(port, host);
  await once(server, "listening");
  expect(await isFree(port)).toBe(false);
  server.close();
});

test("removes only stores, and keeps a store of the current layout", () => {
  const root = mkdtempSync(path.join(tmpdir(), "livewall-store-"));
  const store = path.join(root, "store");
  const picture = path.join(store, "picture");
  const printed: string[] = [];
  const prepare = () => prepareStoreDirectory(store, (line) => printed.push(line));
  const fill = (...files: string[]) => {
    mkdirSync(store, { recursive: true });
    for (const file of ["picture", ...files]) writeFileSync(path.join(store, file), "");
  };
  try {
    fill();
    expect(() => removeStored(store)).toThrow("leaves");
    fill("store.log");
    prepare();
    expect([existsSync(picture), printed.length]).toEqual([false, 1]);
    fill("store.log");
    prepare();
    expect([existsSync(picture), printed.length]).toEqual([true, 1]);
    removeStored(store);
    expect(existsSync(store)).toBe(false);
  } finally {
    rmSync(root, { recursive: true });
  }
});
