import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import sharp from "sharp";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { demoEnv } from "../../../scripts/demo/app-env.ts";
import { CAST } from "../../../scripts/demo/cast.ts";
import { prepareStoreDirectory, removeStored } from "../../../scripts/demo/local-data.ts";
import { isFree } from "../../../scripts/demo/ports.ts";
import { freePort } from "../../../scripts/shared/free-port.ts";

// The receiver's pictures, which other tests of this process import, allow sharp nothing but JPEG.
beforeAll(() => sharp.unblock({ operation: ["VipsForeignLoadSvg"] }));
afterAll(() => sharp.block({ operation: ["VipsForeignLoadSvg"] }));

test("the environment of the demo has no setting of a real deployment", () => {
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

describe("the directory of a local store", () => {
  let root: string;
  let store: string;
  let picture: string;
  let printed: string[];
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), "livewall-store-"));
    store = path.join(root, "store");
    picture = path.join(store, "picture");
    printed = [];
    mkdirSync(store);
    writeFileSync(picture, "of earlier");
  });
  afterEach(() => rmSync(root, { recursive: true }));
  const prepare = () => prepareStoreDirectory(store, (line) => printed.push(line));
  const markAsStore = () => writeFileSync(path.join(store, "store.log"), "");

  test("is emptied if it has a store of another layout", () => {
    markAsStore();
    prepare();
    expect(existsSync(picture)).toBe(false);
    expect(printed).toEqual([expect.stringMatching(/^[^\n]+starting afresh\.$/)]);
  });

  test("keeps a store of this layout, and other files", () => {
    prepare();
    markAsStore();
    prepare();
    expect([existsSync(picture), printed]).toEqual([true, []]);
  });

  test("is removed only if it is a store", () => {
    expect(() => removeStored(store)).toThrow("leaves");
    expect(existsSync(picture)).toBe(true);
    markAsStore();
    removeStored(store);
    expect(existsSync(store)).toBe(false);
    removeStored(store);
    prepare();
    expect(existsSync(store)).toBe(true);
  });
});

test("the cast is twelve feeds of ten streams, and no two show the same", async () => {
  expect(new Set(CAST.map(({ name }) => name)).size).toBe(10);
  expect(new Set(CAST.map(({ name, source }) => `${name} ${source ?? ""}`)).size).toBe(12);
  const betweenCaptions = { left: 0, top: 208, width: 1920, height: 592 };
  const pictures = await Promise.all(
    CAST.map(async ({ camera }) => {
      const pixels = sharp(await camera(0))
        .extract(betweenCaptions)
        .resize(96)
        .raw();
      return (await pixels.toBuffer()).toString("base64");
    }),
  );
  expect(new Set(pictures).size).toBe(12);
});
