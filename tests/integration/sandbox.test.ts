import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { parseEnv } from "node:util";
import { afterEach, expect, test } from "vitest";
import { parseStoreSettings } from "#lib/settings/store-settings.ts";
import { openStore } from "#lib/store/s3-store.ts";
import { run as setUp } from "../../cli/setup/index.ts";
import { freePort } from "../../scripts/shared/free-port.ts";
import { until } from "../../scripts/shared/until.ts";
import { Workplace } from "../support/command.ts";
import { startReceiverServer } from "../support/receiver-server.ts";

const START_DEADLINE_MS = 30_000;

let sandbox: ChildProcess | undefined;
afterEach(() => sandbox?.kill("SIGKILL"));

test("pictures come after setup in the sandbox", async () => {
  const ports = ["--port", String(await freePort()), "--store-port", String(await freePort())];
  sandbox = spawn(process.execPath, ["scripts/sandbox.ts", ...ports, "--interval", "1"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const { stdout } = sandbox;
  if (stdout === null) throw new Error("The sandbox has a pipe.");
  await once(stdout, "readable");
  const said = text(stdout);
  const ended = once(sandbox, "exit");
  const cloud = parseEnv(readFileSync(".data/sandbox.env", "utf8"));

  const app = await startReceiverServer(openStore(parseStoreSettings(cloud)));
  const place = new Workplace();
  const args = ["--url", app.url, "--access", "public", "--create-token", "wall", "--write-keys", "--yes"];
  expect(await place.run(setUp, args, cloud)).toMatchObject({ code: 0, err: "" });
  const written = parseEnv(readFileSync(place.file(".env.local"), "utf8"));
  app.accept([written.WEBHOOK_SECRET ?? ""]);
  await until("three streams to send pictures", START_DEADLINE_MS, () =>
    Promise.resolve(app.signedBy().filter((number) => number === 1).length >= 3),
  );

  sandbox.kill("SIGTERM");
  expect(await ended).toEqual([0, null]);
  expect(await said).toContain("npm run setup -- --url http://localhost:3000");
  await app.stop();
  place.remove();
});
