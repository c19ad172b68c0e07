// From an account with nothing to a live tile: the set-up, the app with the settings that it wrote, and the doctor.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { parseEnv } from "node:util";
import { expect, test } from "@playwright/test";
import { run as examine } from "../../../cli/doctor/index.ts";
import { run as setUp } from "../../../cli/setup/index.ts";
import { Server } from "../../../scripts/app/server.ts";
import { startProviderServer } from "../../../scripts/provider-sim/server.ts";
import { freePort } from "../../../scripts/shared/free-port.ts";
import { LocalStore } from "../../../scripts/local-store/local-store.ts";
import { Workplace } from "../../support/command.ts";

test("setup, then doctor, end green with a live tile", async () => {
  mkdirSync(".data/test", { recursive: true });
  const directory = mkdtempSync(".data/test/setup-");
  const store = await LocalStore.start({ directory });
  const provider = await startProviderServer();
  const place = new Workplace();
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const cloud = { ...store.env, MILLICAST_API_URL: provider.url, MILLICAST_API_SECRET: provider.secret };

  const done = await place.run(
    setUp,
    ["--access", "public", "--url", url, "--create-token", "wall", "--write-keys"],
    cloud,
  );
  expect(done).toMatchObject({ code: 0, err: "" });
  const written = parseEnv(readFileSync(place.file(".env.local"), "utf8"));
  const clean = { AWS_SESSION_TOKEN: "", SPOOL_DIR: "", STREAMS: "", METRICS_TOKEN: "" };
  const server = await Server.start({ env: { ...process.env, ...clean, ...written }, port });
  try {
    const [token] = provider.account.tokens;
    await provider.hooks.sendThumbnail(provider.account.publish("stage", token?.id ?? 0, 300_000));
    const { code, out } = await place.run(examine, [], { ...written, ...cloud });
    expect(out).toContain("FAIL: 0");
    expect(code).toBe(0);
    expect(out).toMatch(/^ok {4}feeds +streams that are live: 1; none/m);
    const listNames = async () => {
      const { tiles } = (await (await fetch(`${url}/api/feeds`)).json()) as { tiles: { name: string }[] };
      return tiles.map(({ name }) => name);
    };
    // The doctor's own stream leaves no tile.
    await expect.poll(listNames).toEqual(["stage"]);
  } finally {
    await server.stop();
    await Promise.all([provider.stop(), store.stop()]);
    rmSync(directory, { recursive: true });
    place.remove();
  }
});
