import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { faultKey, logKey, type LogEntry, previewKey, sourceKey } from "#lib/model/keys.ts";
import type { Stream } from "#lib/model/stream.ts";
import { encodeEntry } from "#lib/spool/entry.ts";
import type { Version } from "../../../cli/bucket/versions.ts";
import { findObjects } from "../../../cli/erase/objects.ts";
import { findSpoolFiles } from "../../../cli/erase/spool.ts";
import { Workplace } from "../../support/command.ts";
import { frameOf } from "../../support/frames.ts";

const TIME = Date.UTC(2026, 10, 29, 10, 20, 30, 400);
const DAY_MS = 86_400_000;
const feed = "f1";

const frame = (stream: Stream, time = TIME) => frameOf(stream.account, { stream, feed, time, source: "a,b" });

/** One key of every kind. */
function keysOf(stream: Stream): string[] {
  const entries: LogEntry[] = [
    { kind: "frame", frame: frame(stream) },
    { kind: "frame", frame: frame(stream, TIME - 3 * DAY_MS) },
    { kind: "note", at: TIME + 9_000, frame: frame(stream) },
    { kind: "started", stream, feed, at: TIME, source: "" },
    { kind: "ended", stream, feed, at: TIME, ended: TIME },
  ];
  return [
    ...entries.map(logKey),
    previewKey(frame(stream)),
    sourceKey(stream, feed, "a,b"),
    faultKey({ stream, hour: TIME, fault: "black" }),
  ];
}

/** A bucket in memory: a page has two versions, and a page that follows a deleted one cannot be listed. */
function bucketOf(keys: readonly string[]) {
  const held = new Set(keys);
  return {
    held,
    folders: (prefix: string) => {
      const below = [...held].filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
      return Promise.resolve([...new Set(below.map((key) => `${prefix}${key.split("/")[0] ?? ""}/`))].sort());
    },
    async *list(prefix: string) {
      const below = [...held].filter((key) => key.startsWith(prefix)).sort();
      for (let start = 0; start < below.length; start += 2) {
        if (start > 0 && !held.has(below[start - 1] ?? "")) throw new Error("the marker is gone");
        yield await Promise.resolve(below.slice(start, start + 2).map((key) => ({ key })));
      }
    },
    remove: (versions: readonly Version[]) => {
      for (const { key } of versions) held.delete(key);
      return Promise.resolve();
    },
  };
}

const LONG = "я".repeat(128);
const account = "ZG6NWV";

test.each<[string, string[]]>([
  ["stage", ["stage2", "stage/left", "stag", "stage,f1", "Stage", "stage%2Fleft", "stage="]],
  [LONG, [LONG.slice(0, -1), LONG.slice(0, 41), LONG.slice(0, 42)]],
  [LONG.slice(0, 41), [LONG, LONG.slice(0, 42)]],
  ["a/b", ["a", "a/b/c", "a/bc", "a%2Fb"]],
])("deletes all of %j, and nothing of streams with similar names", async (name, others) => {
  const stream = { account, name };
  const foreign = [
    ...others.flatMap((other) => keysOf({ account, name: other })),
    ...keysOf({ account: "ZG6NW", name }),
    ...keysOf({ account: "ZG6NWV2", name }),
    "log/livewall-doctor",
    "previews/livewall-doctor",
  ];
  const bucket = bucketOf([...keysOf(stream), ...foreign]);
  const all = { log: 5, previews: 1, feeds: 1, faults: 1 };
  expect(await findObjects(bucket, stream, bucket.remove)).toEqual(all);
  expect([...bucket.held].sort()).toEqual(foreign.sort());
});

test("counts and deletes nothing in a dry run", async () => {
  const stream = { account, name: "stage" };
  const bucket = bucketOf(keysOf(stream));
  expect(await findObjects(bucket, stream, null)).toMatchObject({ log: 5, previews: 1 });
  expect(bucket.held.size).toBe(8);
});

const place = new Workplace();
afterAll(() => place.remove());

test("finds and deletes the stream's files in the spool: waiting, rejected and half-written", async () => {
  const spool = place.file("spool");
  mkdirSync(spool);
  const files: Record<string, string> = {
    "1-a.hook": "stage",
    "2-b.hook.rejected": "stage",
    "3-c.hook.draft": "stage",
    "4-d.hook": "stage2",
  };
  for (const [file, name] of Object.entries(files)) {
    const id = { stream: { account, name }, feed, time: TIME };
    const entry = { kind: "frame", frame: id, jpeg: Uint8Array.of(1), findings: null } as const;
    writeFileSync(`${spool}/${file}`, encodeEntry(entry));
  }
  writeFileSync(`${spool}/5-e.hook.rejected`, "damaged");
  writeFileSync(`${spool}/delivering.lease`, "{}");
  const find = (isDryRun: boolean) =>
    findSpoolFiles(
      { env: { SPOOL_DIR: "spool" }, directory: place.directory },
      { account, name: "stage" },
      isDryRun,
    );
  for (const isDryRun of [true, false]) expect(await find(isDryRun)).toEqual({ spool: 3, unreadable: 1 });
  expect(readdirSync(spool).sort()).toEqual(["4-d.hook", "5-e.hook.rejected", "delivering.lease"]);
});
