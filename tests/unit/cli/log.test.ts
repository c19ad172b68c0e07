import { expect, test } from "vitest";
import type { StoredEntry } from "#lib/model/feed.ts";
import { logKey } from "#lib/model/keys.ts";
import { listTail, watchFor } from "../../../cli/log.ts";
import { lateNote, logOf, now, storedFrame } from "../../support/log.ts";

const CAMERA = { stream: { account: "ZG6NWV", name: "camera" }, feed: "f" };
const OTHER = { stream: { account: "ZG6NWV", name: "camera2" }, feed: "g" };

test("lists the end of the log to its last page, by the store's clock", async () => {
  const entries = [-90_000, -60_000, -1_000, 90_000].map((ms) => storedFrame(CAMERA, now() + ms));
  expect(await listTail(logOf(entries), 75_000)).toEqual(entries.slice(1));
});

test("waits for a new frame of a stream, or its late note", async () => {
  const entries: StoredEntry[] = [storedFrame(CAMERA, now() - 5_000)];
  const awaitFrame = await watchFor(logOf(entries), CAMERA.stream, 5_000);
  const late = storedFrame(CAMERA, now() - 60_000);
  entries.push(storedFrame(OTHER, now()), lateNote(CAMERA, late.frame.time, now()));
  expect(await awaitFrame()).toMatchObject({ key: logKey(late) });
});

test("stops waiting after a while", async () => {
  const awaitFrame = await watchFor(logOf([storedFrame(CAMERA, now())]), CAMERA.stream, 1);
  expect(await awaitFrame()).toBeNull();
});
