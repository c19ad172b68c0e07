import { type App, startApp } from "../../scripts/app/app.ts";
import { requireDelivery } from "../../scripts/provider-sim/deliver.ts";
import { feedsHook, thumbnailHook } from "../../scripts/provider-sim/hook.ts";
import { type Camera, drawPictures } from "../../scripts/provider-sim/picture.ts";
import { publishAll } from "../../scripts/provider-sim/publisher.ts";

const ACCOUNT = "ZG6NWV";
const INTERVAL_MS = 30_000;
/** The past of one feed: as much of it as the receiver accepts, less a minute. */
const PAST_FRAMES = 18;
const PICTURES = 14;

/** The stream that has a past. */
export const STREAM = `${ACCOUNT}/stage 1`;

export type LiveWall = { readonly url: string; readonly stop: () => Promise<void> };

/** The production build on a local store, and feeds that go on posting a picture each half minute. */
export async function startLiveWall(feeds: number): Promise<LiveWall> {
  const app = await startApp();
  const stopping = new AbortController();
  const pictures = await drawPictures("stage", PICTURES);
  // A different picture each time: the feed must not be frozen.
  const createCamera = (position: number): Camera => {
    return (time) =>
      Promise.resolve(pictures[(position + Math.floor(time / INTERVAL_MS)) % PICTURES] ?? Buffer.alloc(0));
  };
  const channels = Array.from({ length: feeds }, (_, position) => ({
    account: ACCOUNT,
    name: `stage ${position + 1}`,
    source: null,
    camera: createCamera(position),
  }));
  const publishing = {
    url: app.hookUrl,
    secret: app.signingSecret,
    intervalMs: INTERVAL_MS,
    count: Infinity,
    events: true,
    signal: stopping.signal,
  };
  let done: Promise<unknown> = Promise.resolve();
  async function stop() {
    stopping.abort();
    await done;
    await app.end();
  }
  try {
    await postPast(app, createCamera(0));
    const rejected = Promise.withResolvers<never>();
    const publication = publishAll(channels, publishing, ({ why }) =>
      rejected.reject(new Error(`A hook was rejected: ${why}`)),
    );
    done = publication.done;
    await Promise.race([publication.live, rejected.promise]);
    return { url: app.url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** An earlier feed of the first stream, which ended just now. */
async function postPast({ hookUrl, signingSecret }: App, camera: Camera): Promise<void> {
  const identity = { account: ACCOUNT, name: "stage 1", source: null, feed: "earlier" };
  const now = Date.now();
  for (let n = PAST_FRAMES; n > 0; n--) {
    const time = now - n * INTERVAL_MS;
    await requireDelivery(hookUrl, thumbnailHook(signingSecret, identity, await camera(time), time));
  }
  await requireDelivery(hookUrl, feedsHook(signingSecret, identity, "ended", now));
}
