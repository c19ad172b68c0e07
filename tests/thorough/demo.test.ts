// The README's first command, with its build.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, mkdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freePort } from "../../scripts/shared/free-port.ts";
import { until } from "../../scripts/shared/until.ts";

const PATIENCE_MS = 120_000;

let data: string;
let ports: { app: number; store: number };

beforeAll(async () => {
  mkdirSync(".data/test", { recursive: true });
  data = mkdtempSync(".data/test/demo-");
  ports = { app: await freePort(), store: await freePort() };
});

afterAll(() => rmSync(data, { recursive: true }));

type Demo = { readonly process: ChildProcess; readonly printed: () => string };

function startDemo(...more: string[]): Demo {
  const where = ["--port", String(ports.app), "--store-port", String(ports.store), "--data", data];
  const child = spawn(process.execPath, ["scripts/demo/demo.ts", ...where, "--interval", "5", ...more]);
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  return { process: child, printed: () => Buffer.concat(chunks).toString() };
}

type Tile = {
  readonly name: string;
  readonly time: number;
  readonly ended: boolean;
  readonly picture: string;
};

async function listLiveTiles(): Promise<Tile[]> {
  const response = await fetch(`http://localhost:${ports.app}/api/feeds`);
  const { tiles } = (await response.json()) as { tiles: Tile[] };
  return tiles.filter(({ time, ended }) => !ended && Date.now() - time < 30_000);
}

async function isRefused(port: number): Promise<boolean> {
  return fetch(`http://localhost:${port}/`).then(
    () => false,
    () => true,
  );
}

describe("npm run demo", () => {
  test.each(["on nothing", "on the data of the first time"])(
    "shows twelve live tiles %s, and leaves nothing behind on Ctrl-C",
    { timeout: 5 * PATIENCE_MS },
    async () => {
      const demo = startDemo();
      const exited = once(demo.process, "exit");
      try {
        await until("the demo to say where it is", PATIENCE_MS, () =>
          Promise.resolve(demo.printed().includes(`Livewall is live: http://localhost:${ports.app}`)),
        );
        let live: Tile[] = [];
        await until(
          "twelve live tiles",
          PATIENCE_MS,
          async () => (live = await listLiveTiles()).length === 12,
        );
        expect(new Set(live.map(({ name }) => name)).size).toBe(10);
        for (const { name, picture } of live)
          expect((await fetch(new URL(picture, `http://localhost:${ports.app}`))).status, name).toBe(200);
      } finally {
        demo.process.kill("SIGINT");
      }
      expect(await exited, demo.printed()).toEqual([0, null]);
      expect(demo.printed()).toMatch(/^rejected +0$/m);
      expect(await isRefused(ports.app)).toBe(true);
      expect(await isRefused(ports.store)).toBe(true);
    },
  );

  test("says which port is taken, and how to choose another", { timeout: PATIENCE_MS }, async () => {
    const other = createServer().listen(ports.app, "127.0.0.1");
    await once(other, "listening");
    const demo = startDemo();
    expect(await once(demo.process, "close")).toEqual([1, null]);
    expect(demo.printed()).toContain(`Port ${ports.app} is taken`);
    expect(demo.printed()).toContain(`npm run demo -- --port ${ports.app + 1}`);
    other.close();
  });
});
