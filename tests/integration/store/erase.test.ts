import { randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  ListObjectVersionsCommand,
  paginateListObjectsV2,
  PutBucketVersioningCommand,
} from "@aws-sdk/client-s3";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Stream } from "#lib/model/stream.ts";
import { encodeEntry } from "#lib/spool/entry.ts";
import type { Store } from "#lib/store/store.ts";
import type { Ask } from "../../../cli/ask.ts";
import { run as runErase } from "../../../cli/erase/index.ts";
import { Workplace } from "../../support/command.ts";
import { frameOf } from "../../support/frames.ts";
import { SMALL_JPEG } from "../../support/picture.ts";
import { newAccount } from "../../support/receiver.ts";
import { accessTo, storeClient, storeSettings, storeWith } from "../../support/store-client.ts";

const isCeph = process.env.STORE_KIND === "ceph";
const { client } = storeClient();
const HOUR_MS = 3_600_000;
const IN_BUCKET = "log 5, previews 2, feeds 1, faults 1";
const signal = () => AbortSignal.timeout(60_000);

let place: Workplace;
let bucket: string;
let store: Store;
let account: string;
beforeEach(async () => {
  place = new Workplace();
  // Miniflare has one bucket for all tests.
  bucket = isCeph ? `erase-${randomUUID()}` : storeSettings().bucket;
  if (isCeph) await client.send(new CreateBucketCommand({ Bucket: bucket }));
  store = storeWith({ bucket });
  account = newAccount();
});
afterEach(() => place.remove());

/** Stores everything that a receiver stores of a stream: two frames, one of them late, a fault, and an ended feed. */
async function fill(name: string, agoMs: number): Promise<void> {
  const at = Date.now() - agoMs;
  const stream: Stream = { account, name };
  const toFrame = (time: number) => frameOf(account, { stream, feed: "f1", time, faults: ["black"] });
  for (const frame of [toFrame(at), toFrame(at - 26 * HOUR_MS)]) {
    await store.putPreview(frame, SMALL_JPEG, signal());
    await store.putOriginal(frame, SMALL_JPEG, null, signal());
  }
  await store.putEntry({ kind: "note", at: at + 9_000, frame: toFrame(at) }, signal());
  await store.putEntry({ kind: "started", stream, feed: "f1", at, source: "left" }, signal());
  await store.putEntry({ kind: "ended", stream, feed: "f1", at, ended: at }, signal());
  await store.putSource(stream, "f1", "left", signal());
  await store.putFault({ stream, hour: at, fault: "black" }, signal());
}

/** A hook of a stream in the spool, and a file that holds none. */
function fillSpool(name: string): void {
  const frame = { stream: { account, name }, feed: "f1", time: Date.now() };
  mkdirSync(place.file("spool"));
  writeFileSync(
    place.file("spool/1-a.hook"),
    encodeEntry({ kind: "frame", frame, jpeg: SMALL_JPEG, findings: null }),
  );
  writeFileSync(place.file("spool/2-b.hook.rejected"), "damaged");
}

function erase(name: string, args: string[] = ["--yes"], ask: Ask | null = null) {
  const env = { ...accessTo(), AWS_S3_BUCKET_NAME: bucket, SPOOL_DIR: "spool" };
  return place.run(runErase, ["--stream", `${account}/${name}`, ...args], env, ask);
}

/** The keys of this test's account. */
async function listKeys(): Promise<string[]> {
  const found: string[] = [];
  for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket: bucket })) {
    found.push(...Contents.flatMap(({ Key = "" }) => (Key.includes(account) ? [Key] : [])));
  }
  return found;
}

test("deletes everything of a stream that is offline, after a confirmation", async () => {
  await fill("stage", 4 * 60_000);
  await fill("stage2", HOUR_MS);
  fillSpool("stage2");
  const live = await erase("stage");
  expect([live.code, live.err]).toEqual([1, expect.stringMatching(/hooks of .*stage came in the last five/)]);
  const dry = await erase("stage", ["--dry-run"]);
  expect(dry.code).toBe(0);
  expect(dry.out).toMatch(/^It would refuse now: /);
  expect(dry.out).toContain(`would delete: ${IN_BUCKET}, spool 0\n`);

  const never = () => Promise.reject(new Error("asked"));
  const answering = (answer: boolean): Ask => ({
    text: never,
    secret: never,
    choose: never,
    confirm(question, initial) {
      expect([question, initial]).toEqual([expect.stringContaining(`${account}/stage2`), false]);
      return Promise.resolve(answer);
    },
  });
  const unasked = { code: 2, err: expect.stringContaining("add --yes") as string };
  expect(await erase("stage2", [])).toMatchObject(unasked);
  const declined = await erase("stage2", [], answering(false));
  expect(declined).toEqual({ code: 1, out: "Nothing was deleted.\n", err: "" });
  expect(await listKeys()).toHaveLength(18);
  expect(readdirSync(place.file("spool"))).toHaveLength(2);

  const { code, out, err } = await erase("stage2", [], answering(true));
  expect({ code, err }).toEqual({ code: 0, err: "" });
  const unreadable = "1 files in SPOOL_DIR cannot be read: check them by hand.";
  const left = `Nothing is left of ${account}/stage2.\n${unreadable}\n`;
  expect(out).toContain(`deleted: ${IN_BUCKET}, spool 1\n${left}`);
  expect(readdirSync(place.file("spool"))).toEqual(["2-b.hook.rejected"]);
  expect((await listKeys()).filter((key) => /[,/]stage2[,/]/.test(key))).toEqual([]);
  expect(await listKeys()).toHaveLength(9);
});

test("deletes all of a stream whose name is cut into folders", async () => {
  const name = "ü".repeat(100);
  for (const other of [name, `${name}x`]) await fill(other, HOUR_MS);
  expect((await erase(name)).out).toContain(`deleted: ${IN_BUCKET}, spool 0\n`);
  expect(await listKeys()).toHaveLength(9);
});

test.runIf(isCeph)("deletes more objects than a list or a batch holds", { timeout: 120_000 }, async () => {
  const stream = { account, name: "stage" };
  const from = Date.now() - HOUR_MS;
  for (let start = 0; start < 1_100; start += 100) {
    const times = Array.from({ length: 100 }, (_, n) => from + start + n);
    const put = (at: number) =>
      store.putEntry({ kind: "ended", stream, feed: "f1", at, ended: from }, signal());
    await Promise.all(times.map(put));
  }
  expect((await erase("stage")).out).toContain("deleted: log 1,100, ");
  expect(await listKeys()).toEqual([]);
});

test.runIf(isCeph)("deletes older versions and delete markers", async () => {
  const VersioningConfiguration = { Status: "Enabled" } as const;
  // Some objects are older than versioning, and some are deleted by the lifecycle.
  await fill("stage", HOUR_MS);
  await client.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration }));
  await fill("stage2", HOUR_MS);
  await fill("stage", 2 * HOUR_MS);
  for (const Key of await listKeys()) {
    if (/[,/]stage[,/]/.test(Key)) await client.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
  }
  const { code, out, err } = await erase("stage");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toContain("deleted: log 20, previews 8, ");
  const list = new ListObjectVersionsCommand({ Bucket: bucket });
  const { Versions = [], DeleteMarkers = [] } = await client.send(list);
  expect(DeleteMarkers).toEqual([]);
  expect(Versions).toHaveLength(9);
  expect(Versions.every(({ Key = "" }) => Key.includes("stage2"))).toBe(true);
});
