import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import sharp from "sharp";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { demoEnv } from "../../../scripts/demo/app-env.ts";
import { CAST } from "../../../scripts/demo/cast.ts";
import { readOptions } from "../../../scripts/demo/options.ts";
import { isFree } from "../../../scripts/demo/ports.ts";
import { forgetStored, prepareStoreDirectory } from "../../../scripts/demo/local-data.ts";
import { freePort } from "../../../scripts/shared/free-port.ts";

describe("the options of the demo", () => {
  test("all have defaults", () => {
    expect(readOptions([])).toMatchObject({
      port: 3000,
      storePort: 9000,
      intervalMs: 30_000,
      storeDirectory: path.join(".data", "store"),
      isFresh: false,
      build: true,
      exitAfterMs: null,
    });
  });

  test("name all that is wrong at once", () => {
    const wrong = ["--port", "70000", "--store-port", "x", "--interval", "0", "--exit-after", "0"];
    const options = readOptions(wrong);
    const lines = "faults" in options ? options.faults.split("\n").slice(0, 4) : [];
    expect(lines.map((line) => line.split(" ")[0])).toEqual([
      "--port",
      "--store-port",
      "--interval",
      "--exit-after",
    ]);
  });

  test("keep the app and its store on different ports", () => {
    expect(readOptions(["--port", "9000"])).toHaveProperty("faults", expect.stringContaining("must differ"));
  });
});

describe("the environment of the demo", () => {
  test("has nothing of a real deployment's settings, not even from .env.local", () => {
    const outer = {
      PATH: "/bin",
      AWS_PROFILE: "work",
      AWS_SESSION_TOKEN: "t",
      SPOOL_DIR: "/spool",
      PREVIEWS: "off",
    };
    const env = demoEnv(outer, { AWS_REGION: "auto", WEBHOOK_SECRET: "demo" });
    expect(env).toMatchObject({ PATH: "/bin", AWS_REGION: "auto", WEBHOOK_SECRET: "demo" });
    // Blank: Next would take an absent one from .env.local.
    expect(env).toMatchObject({ AWS_SESSION_TOKEN: "", SPOOL_DIR: "", PREVIEWS: "" });
    expect(env).not.toHaveProperty("AWS_PROFILE");
  });
});

describe("the ports of the demo", () => {
  test.each(["127.0.0.1", "0.0.0.0"])("are taken by a listener on %s", async (host) => {
    const server = createServer().listen(0, host);
    await once(server, "listening");
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    expect(await isFree(port)).toBe(false);
    server.close();
  });

  test("are free when nobody listens", async () => {
    expect(await isFree(await freePort())).toBe(true);
  });
});

describe("a fresh start", () => {
  test("forgets a store of the demo, and leaves any other folder alone", () => {
    const directory = mkdtempSync(path.join(tmpdir(), "livewall-fresh-"));
    writeFileSync(path.join(directory, "thesis.txt"), "years of work");
    expect(() => forgetStored(directory)).toThrow("leaves");
    expect(existsSync(path.join(directory, "thesis.txt"))).toBe(true);
    rmSync(path.join(directory, "thesis.txt"));
    writeFileSync(path.join(directory, "store.log"), "");
    forgetStored(directory);
    expect(existsSync(directory)).toBe(false);
    expect(() => forgetStored(directory)).not.toThrow();
  });
});

describe("the directory of a local store", () => {
  let root: string;
  let store: string;
  let said: string[];
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), "livewall-store-"));
    store = path.join(root, "store");
    said = [];
    mkdirSync(store);
    writeFileSync(path.join(root, "webhook-secret"), "of this machine");
    writeFileSync(path.join(store, "picture"), "of earlier");
  });
  afterEach(() => rmSync(root, { recursive: true }));
  const prepare = () => prepareStoreDirectory(store, (line) => said.push(line));

  test("is emptied, and says so in one line, when a store of another layout is in it", () => {
    writeFileSync(path.join(store, "store.log"), "");
    prepare();
    expect(existsSync(path.join(store, "picture"))).toBe(false);
    expect(said).toEqual([expect.stringMatching(/^[^\n]+starting afresh\.$/)]);
    expect(existsSync(path.join(root, "webhook-secret"))).toBe(true);
  });

  test("keeps what a store of this layout has in it", () => {
    prepare();
    writeFileSync(path.join(store, "store.log"), "");
    prepare();
    expect([existsSync(path.join(store, "picture")), said]).toEqual([true, []]);
  });

  test("keeps what no local store has left there", () => {
    prepare();
    expect([existsSync(path.join(store, "picture")), said]).toEqual([true, []]);
  });

  test("is made where there is none", () => {
    rmSync(store, { recursive: true });
    prepare();
    expect([existsSync(store), said]).toEqual([true, []]);
  });
});

test("the cast is twelve feeds of ten streams", () => {
  expect(CAST).toHaveLength(12);
  expect(new Set(CAST.map(({ name }) => name)).size).toBe(10);
  expect(new Set(CAST.map(({ name, source }) => `${name} ${source ?? ""}`)).size).toBe(12);
});

test("no two feeds of the cast show the same, captions aside", async () => {
  const betweenCaptions = { left: 0, top: 208, width: 1920, height: 592 };
  const pictures = await Promise.all(
    CAST.map(async ({ camera }) =>
      sharp(await camera(0))
        .extract(betweenCaptions)
        .resize(96)
        .raw()
        .toBuffer(),
    ),
  );
  expect(new Set(pictures.map((pixels) => pixels.toString("base64"))).size).toBe(CAST.length);
});
