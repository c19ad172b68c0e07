import { randomUUID } from "node:crypto";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
} from "@aws-sdk/client-s3";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Frame } from "#lib/model/frame.ts";
import type { Stream } from "#lib/model/stream.ts";
import { encodeEntry } from "#lib/spool/entry.ts";
import type { Store } from "#lib/store/store.ts";
import { runErase } from "../../cli/erase/index.ts";
import type { Ask } from "../../cli/ask.ts";
import { Workplace } from "../support/command.ts";
import { storeClient, storeSettings, storeWith } from "../support/store-client.ts";

const isCeph = process.env.STORE_KIND === "ceph";
const { client } = storeClient();
const HOUR_MS = 3_600_000;
const JPEG = new Uint8Array([0xff, 0xd8, 0xff, 0xd9]);
const signal = () => AbortSignal.timeout(20_000);

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
  account = `E${randomUUID().slice(0, 8)}`;
});
afterEach(() => place.remove());

const frameOf = (name: string, time: number): Frame => ({
  stream: { account, name },
  feed: "f1",
  time,
  width: 64,
  height: 36,
  faults: ["black"],
  isBare: false,
  source: "left",
});

/** Stores all that a receiver stores of a stream: two frames, one of them late, a fault, and a feed that ended. */
async function fill(name: string, agoMs: number): Promise<void> {
  const at = Date.now() - agoMs;
  const stream: Stream = { account, name };
  for (const time of [at, at - 26 * HOUR_MS]) {
    await store.putPreview(frameOf(name, time), JPEG, signal());
    await store.putOriginal(frameOf(name, time), JPEG, null, signal());
  }
  await store.putEntry({ kind: "note", at: at + 9_000, frame: frameOf(name, at) }, signal());
  await store.putEntry({ kind: "started", stream, feed: "f1", at, source: "left" }, signal());
  await store.putEntry({ kind: "ended", stream, feed: "f1", at, ended: at }, signal());
  await store.putSource(stream, "f1", "left", signal());
  await store.putFault({ stream, hour: at, fault: "black" }, signal());
}

const WHOLE = "log 5, previews 2, feeds 1, faults 1, spool 0";

function erase(
  name: string,
  args: string[] = ["--yes"],
  env: Record<string, string> = {},
  ask: Ask | null = null,
) {
  const { endpoint, credentials } = storeSettings();
  return place.run(
    runErase,
    ["--stream", `${account}/${name}`, ...args],
    {
      AWS_S3_BUCKET_NAME: bucket,
      AWS_ENDPOINT_URL_S3: endpoint ?? "",
      AWS_ACCESS_KEY_ID: credentials?.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials?.secretAccessKey,
      ...env,
    },
    ask,
  );
}

/** The keys that name this test's account, in the whole bucket. */
async function keys(): Promise<string[]> {
  const found: string[] = [];
  let token: string | undefined;
  do {
    const command = new ListObjectsV2Command({ Bucket: bucket, ContinuationToken: token });
    const { Contents = [], NextContinuationToken } = await client.send(command);
    found.push(...Contents.flatMap(({ Key = "" }) => (Key.includes(account) ? [Key] : [])));
    token = NextContinuationToken;
  } while (token !== undefined);
  return found;
}

test("deletes all of a stream, and nothing of one whose name begins alike", async () => {
  await fill("stage", HOUR_MS);
  for (const name of ["stage2", "stage/left", "stag"]) await fill(name, HOUR_MS);
  const { code, out, err } = await erase("stage");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toContain(`deleted: ${WHOLE}\nNothing is left of ${account}/stage.\n`);
  const left = await keys();
  expect(left).toHaveLength(27);
  expect(left.filter((key) => /[,/]stage[,/]/.test(key))).toEqual([]);
  expect((await erase("stage")).out).toMatch(/^Nothing is left/);
});

test("deletes all of a stream whose name is cut into folders, and nothing of one that begins with the same folders", async () => {
  const name = "ü".repeat(100);
  for (const other of [name, `${name}x`, "ü".repeat(99), "ü".repeat(41)]) await fill(other, HOUR_MS);
  expect((await erase(name)).out).toContain(`deleted: ${WHOLE}\n`);
  expect(await keys()).toHaveLength(27);
});

test("refuses while hooks still come, by the store's clock", async () => {
  await fill("stage", 4 * 60_000);
  const { code, err } = await erase("stage");
  expect(code).toBe(1);
  expect(err).toMatch(/hooks of .*stage came in the last five minutes: stop the stream/);
  expect(await keys()).toHaveLength(9);
  // Another stream does not count.
  await fill("other", HOUR_MS);
  expect((await erase("other")).code).toBe(0);
});

test("counts and deletes nothing in a dry run, also while hooks come", async () => {
  await fill("stage", 60_000);
  const { code, out } = await erase("stage", ["--dry-run"]);
  expect(code).toBe(0);
  expect(out).toMatch(/^It would refuse now: /);
  expect(out).toContain(`would delete: ${WHOLE}\n`);
  expect(await keys()).toHaveLength(9);
});

test("asks first, and deletes nothing where nobody can be asked or the answer is no", async () => {
  await fill("stage", HOUR_MS);
  expect(await erase("stage", [])).toMatchObject({
    code: 2,
    err: expect.stringContaining("add --yes") as string,
  });
  const answering = (answer: boolean) => ({
    text: () => Promise.reject(new Error("asked")),
    secret: () => Promise.reject(new Error("asked")),
    choose: () => Promise.reject(new Error("asked")),
    confirm: (question: string, initial: boolean) => {
      expect(question).toContain(`${account}/stage`);
      expect(initial).toBe(false);
      return Promise.resolve(answer);
    },
  });
  const refused = await erase("stage", [], {}, answering(false));
  expect(refused).toEqual({ code: 1, out: "Nothing was deleted.\n", err: "" });
  expect(await keys()).toHaveLength(9);
  expect((await erase("stage", [], {}, answering(true))).code).toBe(0);
  expect(await keys()).toEqual([]);
});

test("deletes the stream's files in the spool: waiting, rejected and half-written", async () => {
  const spool = place.file("spool");
  mkdirSync(spool);
  const file = (name: string) =>
    encodeEntry({
      kind: "frame",
      frame: { stream: { account, name }, feed: "f1", time: Date.now() },
      jpeg: JPEG,
      findings: null,
    });
  for (const name of ["1-a.hook", "2-b.hook.rejected", "3-c.hook.draft"])
    writeFileSync(`${spool}/${name}`, file("stage"));
  writeFileSync(`${spool}/4-d.hook`, file("stage2"));
  writeFileSync(`${spool}/5-e.hook.rejected`, "damaged");
  writeFileSync(`${spool}/delivering.lease`, "{}");
  const { out } = await erase("stage", ["--yes"], { SPOOL_DIR: "spool" });
  expect(out).toContain("deleted: log 0, previews 0, feeds 0, faults 0, spool 3\n");
  expect(out).toContain("1 files in SPOOL_DIR cannot be read");
  expect(readdirSync(spool).sort()).toEqual(["4-d.hook", "5-e.hook.rejected", "delivering.lease"]);
});

// Ceph is the faster one, and pages of versions are its own matter.
test.runIf(isCeph)(
  "deletes more objects than a list or a batch holds",
  async () => {
    const from = Date.now() - HOUR_MS;
    for (let start = 0; start < 1_100; start += 100) {
      const puts = Array.from({ length: 100 }, (_, n) =>
        store.putEntry(
          {
            kind: "ended",
            stream: { account, name: "stage" },
            feed: "f1",
            at: from + start + n,
            ended: from,
          },
          signal(),
        ),
      );
      await Promise.all(puts);
    }
    expect((await erase("stage")).out).toContain("deleted: log 1,100, ");
    expect(await keys()).toEqual([]);
  },
  120_000,
);

test.runIf(isCeph)("deletes older versions and delete markers where the bucket keeps them", async () => {
  const VersioningConfiguration = { Status: "Enabled" } as const;
  // Some objects are older than versioning, and the lifecycle has deleted some.
  await fill("stage", HOUR_MS);
  await client.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration }));
  await fill("stage2", HOUR_MS);
  await fill("stage", 2 * HOUR_MS);
  for (const Key of await keys()) {
    if (/[,/]stage[,/]/.test(Key)) await client.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
  }
  const { code, out, err } = await erase("stage");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toContain("deleted: log 20, previews 8, ");
  const { Versions = [], DeleteMarkers = [] } = await client.send(
    new ListObjectVersionsCommand({ Bucket: bucket }),
  );
  expect(DeleteMarkers).toEqual([]);
  expect(Versions).toHaveLength(9);
  expect(Versions.every(({ Key = "" }) => Key.includes("stage2"))).toBe(true);
});

test.each([["stage"], [""], ["a b/x/\u0000"]])("%j is no stream, and wrong use", async (stream) => {
  const { code, err } = await place.run(runErase, ["--stream", stream, "--yes"], {});
  expect(code).toBe(2);
  expect(err).toContain("It must be <account>/<name>");
});
