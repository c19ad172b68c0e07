import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { parseSecret, type Secret } from "#lib/provider/signature.ts";
import { Server } from "../../scripts/app/server.ts";
import { demoEnv } from "../../scripts/demo/app-env.ts";
import { deliver, type Delivery } from "../../scripts/simulator/deliver.ts";
import { feedsHook, thumbnailHook, type Hook } from "../../scripts/simulator/hook.ts";
import { drawnCamera } from "../../scripts/simulator/picture.ts";
import { publish, type Channel } from "../../scripts/simulator/publisher.ts";
import { startLocalStore } from "../../scripts/store/local.ts";

const ACCOUNT = "ZG6NWV";
const INTERVAL_MS = 30_000;
/** Of the one feed that has a past: as much of it as the receiver takes, less a minute. */
const PAST_FRAMES = 18;
/** Drawn once: drawing takes longer than all that is measured. */
const PICTURES = 14;

/** The stream that has a past. */
export const STREAM = `${ACCOUNT}/stage 1`;

export type LiveWall = { readonly url: string; stop(): Promise<void> };

/** The production build on a local store, and feeds that go on posting a picture each half minute. */
export async function startLiveWall(feeds: number): Promise<LiveWall> {
  mkdirSync(".data/lighthouse", { recursive: true });
  const directory = mkdtempSync(".data/lighthouse/store-");
  const secretText = randomBytes(32).toString("base64");
  const secret = parseSecret(secretText);
  if (secret === null) throw new Error("Random bytes are no secret.");
  const store = await startLocalStore({ directory, port: 0 });
  const lines: string[] = [];
  const env = demoEnv(process.env, { ...store.env, WEBHOOK_SECRET: secretText, ACCESS: "public" });
  const stopping = new AbortController();
  const ends = [() => store.stop()];
  async function stop() {
    stopping.abort();
    for (const end of ends.toReversed()) await end();
    rmSync(directory, { recursive: true });
  }
  try {
    const server = await Server.start({ ...env, NODE_ENV: "production" }, (line) => lines.push(line));
    ends.push(() => server.stop());
    const cameras = await drawPictures();
    const hooks = `${server.url}/api/thumbnails`;
    await postPast(hooks, secret, cameras(0));
    const publishing = publishAll(hooks, secret, channelsOf(feeds, cameras), stopping.signal);
    ends.push(() => publishing.done);
    await publishing.live;
    return { url: server.url, stop };
  } catch (error) {
    await stop();
    throw new Error(`The wall to be audited did not start:\n${lines.slice(-20).join("\n")}`, {
      cause: error,
    });
  }
}

async function drawPictures() {
  const pictures = await Promise.all(
    Array.from({ length: PICTURES }, (_, n) => drawnCamera(`stage ${n + 1}`, n)(Date.now())),
  );
  // Another one each time, or the feed would be a frozen one.
  return (position: number) => (time: number) => {
    const picture = pictures[(position + Math.floor(time / INTERVAL_MS)) % PICTURES];
    return picture === undefined ? Promise.reject(new RangeError("no picture")) : Promise.resolve(picture);
  };
}

function channelsOf(feeds: number, cameras: (position: number) => Channel["camera"]): Channel[] {
  return Array.from({ length: feeds }, (_, position) => ({
    account: ACCOUNT,
    name: `stage ${position + 1}`,
    source: null,
    camera: cameras(position),
  }));
}

/** An earlier feed of the first stream, which ended just now. */
async function postPast(url: string, secret: Secret, camera: Channel["camera"]): Promise<void> {
  const identity = { account: ACCOUNT, name: "stage 1", source: null, feed: "of-before" };
  const now = Date.now();
  for (let back = PAST_FRAMES; back > 0; back--) {
    const time = now - back * INTERVAL_MS;
    await send(url, thumbnailHook(secret, identity, await camera(time), time));
  }
  await send(url, feedsHook(secret, identity, "ended", now));
}

async function send(url: string, hook: Hook): Promise<void> {
  requireStored(await deliver(url, hook));
}

function requireStored(delivery: Delivery): void {
  if (!delivery.ok) throw new Error(`A hook was answered with ${delivery.status}: ${delivery.why}`);
}

/** `live` resolves when each channel has a picture in the store. */
function publishAll(url: string, secret: Secret, channels: readonly Channel[], signal: AbortSignal) {
  const live = Promise.withResolvers<undefined>();
  let stored = 0;
  const onDelivery = (delivery: Delivery) => {
    if (!delivery.ok) live.reject(new Error(`A hook was refused: ${delivery.why}`));
    // Of each, that it started and its first picture.
    else if (++stored >= 2 * channels.length) live.resolve(undefined);
  };
  const how = { url, secret, intervalMs: INTERVAL_MS, count: Infinity, events: true, onDelivery, signal };
  const done = Promise.all(channels.map((channel) => publish(channel, how))).then(() => undefined);
  return { live: live.promise, done };
}
