// The viewers of a wall, in crowds.
import { randomInt, randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { logKey } from "#lib/model/keys.ts";
import { feedAddress } from "#lib/model/routes.ts";
import { ALL } from "#lib/model/selection.ts";
import { s3Client } from "../local-store/s3-client.ts";
import { until } from "../shared/until.ts";
import { toHead, type Target } from "./attackers.ts";
import { openConnection } from "./connection.ts";
import type { Stage } from "./stage.ts";

const CONCURRENT_PUTS = 16;
const WALL_DEADLINE_MS = 30_000;
const RETRY_MS = 1_000;
/** A viewer who sees nothing for so long has gone. */
const PATIENCE_MS = 60_000;
const PAST_MS = 5 * 60_000;

/** As browsers ask for a page. */
export const PAGE_HEADERS = { Accept: "text/html", "Accept-Encoding": "gzip, deflate, br, zstd" };

/**
 * Makes a wall of live tiles: the feeds that the honest provider of `sendSteadily` sends, and more of their kind. Their
 * frames are put into the bucket, empty: no viewer of these loads a picture.
 */
export async function putTiles({ store, account, url }: Stage, count: number): Promise<void> {
  const client = s3Client(store.env);
  const names = Array.from({ length: count }, (_, n) => `camera ${n}`);
  async function put() {
    for (let name = names.pop(); name !== undefined; name = names.pop()) {
      const id = { stream: { account, name }, feed: randomUUID(), time: Date.now(), source: null };
      const frame = { ...id, width: 1920, height: 1080, faults: [], isBare: true };
      const Key = logKey({ kind: "frame", frame });
      await client.send(
        new PutObjectCommand({ Bucket: store.env.AWS_S3_BUCKET_NAME, Key, Body: new Uint8Array() }),
      );
    }
  }
  await Promise.all(Array.from({ length: CONCURRENT_PUTS }, put));
  await until(`${count} tiles on the wall`, WALL_DEADLINE_MS, async () => {
    const { tiles } = (await (await fetch(`${url}/api/feeds`)).json()) as { tiles: unknown[] };
    return tiles.length >= count;
  });
}

/**
 * Lets viewers open the wall in the same instant, each on a connection of its own. One who is refused comes back when the
 * answer says so.
 *
 * @returns how long each viewer waited for the whole page, ms; Infinity for one who never saw it
 */
export function openWall({ port, tally, signal }: Target, viewers: number): Promise<number[]> {
  const request = toHead("GET", "/", PAGE_HEADERS);
  const startedAt = performance.now();
  const isOver = () => signal.aborted;
  async function watch(): Promise<number> {
    while (!isOver() && performance.now() - startedAt < PATIENCE_MS) {
      const connection = openConnection(port, signal);
      const reply = await connection.send(request).catch(() => null);
      connection.close();
      if (reply === null && isOver()) break;
      tally.count(reply?.status ?? "closed");
      if (reply?.status === 200) return performance.now() - startedAt;
      const pauseMs = (reply?.retryAfter ?? 0) * 1000 || RETRY_MS;
      await delay(pauseMs, undefined, { signal }).catch(() => undefined);
    }
    return Infinity;
  }
  return Promise.all(Array.from({ length: viewers }, watch));
}

/** Asks for the page of a stream at a moment that no one else asks for. */
export function askForMoment(account: string): string {
  const moment = Date.now() - randomInt(PAST_MS);
  return toHead("GET", feedAddress(`${account}/camera 0`, ALL, moment), PAGE_HEADERS);
}
