import { afterEach, beforeEach, expect, test } from "vitest";
import type { StoredEntry } from "#lib/model/feed.ts";
import { logKey, startOfLog } from "#lib/model/keys.ts";
import type { Stream } from "#lib/model/stream.ts";
import { createProviderApi } from "../../../cli/provider-api/provider-api.ts";
import { Sealed } from "../../../cli/provider-api/sealed.ts";
import { checkFeeds } from "../../../cli/doctor/check-feeds.ts";
import { listTail, type LogReader } from "../../../cli/log/tail.ts";
import { watchFor } from "../../../cli/log/watch.ts";
import { type ProviderServer, startProviderServer } from "../../../scripts/provider/server.ts";

const CAMERA: Stream = { account: "ZG6NWV", name: "camera" };
/** The store's clock is a minute ahead of this process's. */
const now = () => Date.now() + 60_000;

function frame(stream: Stream, feed: string, time: number): StoredEntry {
  const picture = { width: 640, height: 360, faults: [], isBare: false, source: null };
  return { kind: "frame", storedAt: time, frame: { stream, feed, time, ...picture } };
}

function note(stream: Stream, feed: string, time: number, at: number): StoredEntry {
  const entry = frame(stream, feed, time);
  return "frame" in entry ? { ...entry, kind: "note", at, storedAt: at } : entry;
}

/** A log in memory, whose pages have one entry. */
function logOf(entries: StoredEntry[]): LogReader {
  return {
    now,
    confirmClock: () => Promise.resolve(),
    listLog({ after, until }) {
      const found = entries
        .map((entry) => ({ entry, key: logKey(entry) }))
        .filter(({ key }) => key > after && key < startOfLog(until))
        .sort((a, b) => (a.key < b.key ? -1 : 1));
      const page = found.slice(0, 1);
      return Promise.resolve({
        entries: page.map(({ entry }) => entry),
        next: found.length > 1 ? (page[0]?.key ?? null) : null,
      });
    },
  };
}

let provider: ProviderServer;
beforeEach(async () => {
  provider = await startProviderServer();
});
afterEach(() => provider.stop());
const apiOf = ({ url, secret }: ProviderServer) => createProviderApi({ url, secret: new Sealed(secret) });

test("the end of the log is listed to its last page, by the store's clock", async () => {
  const entries = [-90_000, -60_000, -1_000, 90_000].map((ms) => frame(CAMERA, "f", now() + ms));
  const tail = await listTail(logOf(entries), 75_000, AbortSignal.timeout(1_000));
  expect(tail).toEqual(entries.slice(1));
});

test("a frame is waited for by its stream, also one that a late note tells of", async () => {
  const entries = [frame(CAMERA, "f", now() - 5_000)];
  const wait = await watchFor(logOf(entries), CAMERA, 5_000);
  entries.push(frame({ ...CAMERA, name: "camera2" }, "g", now()));
  const late = now() - 60_000;
  entries.push(note(CAMERA, "f", late, now()));
  const [, , expected] = entries;
  if (expected === undefined || !("frame" in expected)) throw new Error("The last entry is a note.");
  expect(await wait()).toMatchObject({ key: logKey({ kind: "frame", frame: expected.frame }) });
});

test("waiting for a frame ends without one", async () => {
  const wait = await watchFor(logOf([frame(CAMERA, "f", now())]), CAMERA, 1);
  expect(await wait()).toBeNull();
});

test("feeds that are live at the provider and have no frame of two minutes are silent", async () => {
  const [sends, late, silent] = ["sends", "late", "silent"].map((name) =>
    provider.account.publish(name, 1, 600_000),
  );
  // One that started just now has had no time to send.
  provider.account.publish("fresh", 1);
  const stream = (name: string): Stream => ({ account: provider.account.id, name });
  const entries = [
    frame(stream("sends"), sends?.feedId ?? "", now() - 30_000),
    note(stream("late"), late?.feedId ?? "", now() - 400_000, now() - 20_000),
    frame(stream("silent"), silent?.feedId ?? "", now() - 130_000),
    {
      kind: "started" as const,
      stream: stream("silent"),
      feed: silent?.feedId ?? "",
      at: now(),
      source: null,
      storedAt: 0,
    },
  ];
  const verdicts = await checkFeeds(apiOf(provider), logOf(entries), () => true);
  expect(verdicts).toMatchObject([
    { code: "feeds-silent", says: `${provider.account.id}/silent, feed ${silent?.feedId ?? ""}` },
  ]);
});
