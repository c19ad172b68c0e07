import sharp from "sharp";
import type { App } from "../../scripts/app/app.ts";
import { requireDelivery } from "../../scripts/provider-sim/deliver.ts";
import { feedsHook, thumbnailHook } from "../../scripts/provider-sim/hook.ts";
import { drawPictures } from "../../scripts/provider-sim/picture.ts";

const PICTURES = 14;
const CONCURRENCY = 8;

type Shot = {
  readonly name: string;
  readonly source?: string;
  /** Of its frames in seconds, the oldest first. */
  readonly ages?: readonly number[];
  /** The picture of all its frames, instead of drawn ones. */
  readonly still?: Buffer;
  readonly ended?: true;
};

const pictures = await drawPictures("camera", PICTURES);

/** Feeds of fifty tiles in every state. */
export async function fiftyFeeds(): Promise<Shot[]> {
  const black = sharp({ create: { width: 1920, height: 1080, channels: 3, background: "black" } });
  return [
    ...Array.from({ length: 39 }, (_, n) => ({ name: `stage ${n + 1}`, ages: [n % 30] })),
    // With a past, at the provider's pace and with a gap.
    { name: "harbour-cam", ages: [570, 540, 510, 480, 450, 180, 150, 120, 90, 60, 30, 5] },
    ...["main", "left touchline", "right"].map((source) => ({ name: "Cup final", source })),
    { name: "a name that is so long that no tile has room for all of it, whatever its size" },
    { name: "festival/main stage" },
    { name: "silent for two minutes", ages: [120] },
    { name: "silent for eight minutes", ages: [480] },
    { name: "over", ended: true },
    { name: "no light", still: await black.jpeg().toBuffer() },
    { name: "stands still", ages: [240, 180, 120, 60, 0], still: pictures[3] ?? Buffer.alloc(0) },
  ];
}

/** Posts feeds through the receiver as the provider would. */
export async function post(app: App, shots: readonly Shot[]): Promise<void> {
  for (let first = 0; first < shots.length; first += CONCURRENCY) {
    await Promise.all(
      shots.slice(first, first + CONCURRENCY).map((shot, n) => postShot(app, shot, first + n)),
    );
  }
}

async function postShot({ hookUrl, signingSecret }: App, shot: Shot, position: number): Promise<void> {
  const { name, source = null, ages = [0], still, ended } = shot;
  const feed = Buffer.from(`${name} ${source ?? ""}`)
    .toString("hex")
    .slice(0, 60);
  const identity = { account: "ZG6NWV", name, source, feed };
  const sendEvent = (event: "started" | "ended") =>
    requireDelivery(hookUrl, feedsHook(signingSecret, identity, event, Date.now()));
  if (source !== null) await sendEvent("started");
  for (const [n, age] of ages.entries()) {
    const jpeg = still ?? pictures[(position + n) % PICTURES] ?? Buffer.alloc(0);
    await requireDelivery(hookUrl, thumbnailHook(signingSecret, identity, jpeg, Date.now() - age * 1_000));
  }
  if (ended === true) await sendEvent("ended");
}
