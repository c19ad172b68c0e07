// Stores whose lists differ from those of S3.
import { paginateListObjectsV2 } from "@aws-sdk/client-s3";
import { afterEach, describe, expect, test } from "vitest";
import { getTime } from "#lib/model/feed.ts";
import { FAULTS_PREFIX, startOfLog } from "#lib/model/keys.ts";
import { createClient } from "#lib/store/client.ts";
import { openStore } from "#lib/store/s3-store.ts";
import { createBucketAdmin } from "../../../cli/bucket/admin.ts";
import { openObjects } from "../../../cli/bucket/objects.ts";
import { openVersions } from "../../../cli/bucket/versions.ts";
import { frameOf } from "../../support/frames.ts";
import { newAccount } from "../../support/receiver.ts";
import { storeWith } from "../../support/store-client.ts";
import { startStrangeS3, type StrangeS3, type Strangeness } from "../../support/strange-s3.ts";
import { toArray } from "../../support/to-array.ts";

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
const inTime = () => AbortSignal.timeout(20_000);
const started: StrangeS3[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((s3) => s3.stop()));
});

async function open(strangeness: Strangeness) {
  const s3 = await startStrangeS3(strangeness);
  started.push(s3);
  return { s3, store: openStore(s3.settings), client: createClient(s3.settings) };
}

/** Seven frames of a stream, with previews, and faults in seven hours; other tests use other times. Keys have 13 digits of ms, so from 2001-09-09 on. */
async function seed() {
  const store = storeWith();
  const start = Date.UTC(2002, 0, 1) + Math.floor(Math.random() * 2e4) * 10 * HOUR;
  const times = Array.from({ length: 7 }, (_, n) => start + n * SECOND);
  const first = frameOf(newAccount(), { time: start });
  const { stream } = first;
  for (const [n, time] of times.entries()) {
    await store.putOriginal({ ...first, time }, Buffer.from("jpeg"), null, inTime());
    await store.putPreview({ ...first, time }, Buffer.from("webp"), inTime());
    await store.putFault({ stream, hour: start + n * HOUR, fault: "black" }, inTime());
  }
  return { stream, start, times };
}

type Seeded = Awaited<ReturnType<typeof seed>>;

async function readLog(store: ReturnType<typeof storeWith>, { start }: Seeded): Promise<number[]> {
  const times: number[] = [];
  for (let after: string | null = startOfLog(start); after !== null;) {
    const page = await store.listLog({ after, until: start + HOUR }, inTime());
    times.push(...page.entries.map(getTime));
    after = page.next;
  }
  return times;
}

test("reads the log, previews, streams and versions of a store that counts no keys (cloudserver#1737)", async () => {
  const seeded = await seed();
  const { stream, start, times } = seeded;
  let lists = 0;
  const { store, client, s3 } = await open({
    give(given) {
      given.body = String(given.body).replace(/<KeyCount>\d+<\/KeyCount>/, () => {
        lists += 1;
        return "";
      });
    },
  });
  expect(await readLog(store, seeded)).toEqual(times);
  const { frames } = await store.listPreviews(stream, start + HOUR, 100, inTime());
  expect(frames.map(({ time }) => time)).toEqual(times.toReversed());
  expect((await store.listHours(stream, start + HOUR, inTime())).hours).toEqual([start]);
  const streams = (await toArray(store.listStreams(inTime()))).flat();
  expect(streams).toContainEqual(stream);
  const versions = openVersions(client, s3.settings.bucket);
  const prefix = `${FAULTS_PREFIX}${stream.account}/`;
  expect((await toArray(versions.list(prefix))).flat()).toHaveLength(7);
  await store.probe(inTime());
  expect(lists).toBeGreaterThanOrEqual(5);
});

test.each([
  [[], true],
  [["health/put-once"], true],
  [["health/put-once", "log/a"], false],
  [["faults/a", "health/put-once"], false],
])("a bucket that has %j is empty for setup: %s", async (keys, isEmpty) => {
  const { client, s3 } = await open({
    ask({ query }) {
      const found = keys.filter((key) => key > (query["start-after"] ?? "")).slice(0, 1);
      const contents = found.map((key) => `<Contents><Key>${key}</Key></Contents>`).join("");
      const body = `<ListBucketResult><IsTruncated>false</IsTruncated>${contents}</ListBucketResult>`;
      return { status: 200, body };
    },
  });
  expect(await createBucketAdmin(client, s3.settings.bucket, null).isEmpty()).toBe(isEmpty);
});

/** Pages of three keys. The token behind a StartAfter that is no key skips one (minio#21463). */
const SKIPS: Strangeness = {
  ask(asked) {
    if (!("list-type" in asked.query)) return undefined;
    asked.query["max-keys"] = "3";
    const token = asked.query["continuation-token"] ?? "";
    if (token.startsWith("skip ")) asked.query["continuation-token"] = token.slice(5);
    asked.isSkipping = token.startsWith("skip ");
    return undefined;
  },
  give(given, { query, isSkipping }) {
    if (isSkipping) given.body = String(given.body).replace(/<Contents>.*?<\/Contents>/s, "");
    if (query["start-after"] !== undefined)
      given.body = String(given.body).replace("<NextContinuationToken>", "<NextContinuationToken>skip ");
  },
};

describe("a store whose token skips a key behind StartAfter (minio#21463)", () => {
  test("loses a key to a reader that uses tokens", async () => {
    const { start } = await seed();
    const { client, s3 } = await open(SKIPS);
    const query = { Bucket: s3.settings.bucket, Prefix: "log/", StartAfter: startOfLog(start) };
    const keys: (string | undefined)[] = [];
    for await (const { Contents = [] } of paginateListObjectsV2({ client }, query)) {
      keys.push(...Contents.map(({ Key }) => Key));
      if (keys.length >= 5) break;
    }
    expect(keys.slice(0, 5).map((key) => key?.slice(18, 24))).toEqual([
      "00.000",
      "01.000",
      "02.000",
      "04.000",
      "05.000",
    ]);
  });

  test("loses none to Livewall, which goes on behind the last key", async () => {
    const seeded = await seed();
    const { stream, start, times } = seeded;
    const { store, client, s3 } = await open(SKIPS);
    expect(await readLog(store, seeded)).toEqual(times);
    const previews: number[] = [];
    for (let from = start + HOUR, isEnd = false; !isEnd;) {
      const page = await store.listPreviews(stream, from, 100, inTime());
      previews.push(...page.frames.map(({ time }) => time));
      from = (previews.at(-1) ?? 0) - 1;
      isEnd = page.isEnd;
    }
    expect(previews).toEqual(times.toReversed());
    const objects = openObjects(client, s3.settings.bucket);
    const faults = await toArray(objects.list(`${FAULTS_PREFIX}${stream.account}/`, `${FAULTS_PREFIX}0`));
    expect(faults).toHaveLength(7);
  });
});
