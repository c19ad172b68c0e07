// The health and the metrics of a process whose spool is on a small disk, before the store under test.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createReceiving } from "#lib/receiver/receiving.ts";
import { mountDisk, takeRoom } from "../../scripts/faults/disk.ts";
import { receiverSettings } from "../support/receiver.ts";
import { storeSettings } from "../support/store-client.ts";

const TOKEN = "a-token-of-the-tests";

test.for([
  ["is full", (directory: string) => takeRoom(directory)],
  ["is read-only", (_directory: string, remount: (options: string) => void) => remount("ro")],
] as const)("a process reports that the disk of its spool %s", async ([, spoil], { skip }) => {
  const folder = mkdtempSync(path.join(tmpdir(), "livewall-spool-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const directory = path.join(folder, "spool");
  const disk = mountDisk(directory, "size=1m");
  if (typeof disk === "string") return skip(disk);
  onTestFinished(disk.unmount);

  const receiver = receiverSettings({ spool: { directory, maxBytes: 1_000_000 } });
  const start = () =>
    createReceiving({ store: storeSettings(), receiver, metricsToken: TOKEN }, { wall: null });
  async function ask() {
    const { health, scrape } = start();
    const answer = await health(new URLSearchParams("deep"));
    const metrics = await (await scrape(`Bearer ${TOKEN}`)).text();
    const body: unknown = await answer.json();
    return [answer.status, body, /^livewall_spool_writable (\d)$/m.exec(metrics)?.[1]];
  }

  expect(await ask()).toEqual([200, { status: "ok", store: "ok", spool: "ok" }, "1"]);
  spoil(directory, disk.remount);
  expect(await ask()).toEqual([503, { status: "failing", store: "ok", spool: "failing" }, "0"]);
});
