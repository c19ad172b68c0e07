import sharp from "sharp";
import type { App } from "../../scripts/app/app.ts";
import { requireDelivery } from "../../scripts/provider-sim/deliver.ts";
import { feedsHook, thumbnailHook } from "../../scripts/provider-sim/hook.ts";
import { drawnCamera } from "../../scripts/provider-sim/picture.ts";

const CONCURRENCY = 4;
const SEND_MS = 25_000;

export type Shot = {
  readonly name: string;
  readonly account?: string;
  readonly source?: string;
  /** Of its frames in seconds, the oldest first. */
  readonly ages?: readonly number[];
  /** It sends a new picture every 25 seconds, so that it stays live. */
  readonly isLive?: true;
  /** Its scene; a stream of several sources has one scene in several colours. */
  readonly scene?: number;
  readonly size?: { readonly width: number; readonly height: number };
  readonly kind?: "black" | "still";
  /** When a black one has its first black picture, ms since 1970. */
  readonly blackAfter?: number;
  /** Drawn once for all such feeds: a thousand pictures take minutes. */
  readonly isCheap?: true;
  readonly ended?: true;
};

const LONG = "Championship Quarter-Final Second Leg, Northern Arena, court 2";

/** A wall as people have it: odd names, shapes and sources, two accounts, faults, and more that is offline than live. */
export function oddFeeds(): Shot[] {
  const history = [570, 540, 510, 480, 450, 180, 150, 120, 90, 60, 30, 5];
  const live = (name: string, scene: number, rest: Partial<Shot> = {}): Shot => {
    return { name, scene, isLive: true, ages: [scene], ...rest };
  };
  return [
    live("harbour-cam", 0, { ages: history }),
    live("harbour-cam", 12, { account: "K2MARL" }),
    ...["main", "left", "right"].map((source, n) => live("Cup final", 1 + 7 * n, { source })),
    ...["main", "left"].map((source, n) => live(LONG, 22 + 7 * n, { source })),
    live("night-sky", 2),
    live("festival/main stage", 3),
    live("Café del Mar", 4),
    live("test-track", 5),
    live("city 7", 9),
    live("Cooked or Cooking??", 15),
    live("backstage door", 3, { size: { width: 608, height: 1080 } }),
    live("ridge-cam", 16, { size: { width: 1920, height: 823 } }),
    live("مسجد النور", 6),
    live("studio 2", 6, { kind: "black", ages: [210, 60, 5], blackAfter: Date.now() - 150_000 }),
    live("pier-head", 7, { kind: "still", ages: [240, 180, 120, 60, 0] }),
    { name: "kart-hall", scene: 17, ages: [210, 180] },
    { name: "loading dock", scene: 8, ages: [480] },
    { name: "over", scene: 10, ended: true },
    // The receiver takes no picture that is older than ten minutes, so that these have ended.
    ...Array.from({ length: 30 }, (_, n) => ({ name: `court ${n + 1}`, scene: n, ended: true as const })),
  ];
}

/** Posts feeds through the receiver as the provider would. @returns ends those that stay live */
export async function post(app: App, shots: readonly Shot[]): Promise<() => void> {
  for (let first = 0; first < shots.length; first += CONCURRENCY)
    await Promise.all(shots.slice(first, first + CONCURRENCY).map((shot) => postShot(app, shot)));
  const live = shots.filter(({ isLive }) => isLive === true);
  const timer = setInterval(() => {
    // One that fails while the store is lost on purpose comes again.
    for (const shot of live) void postFrame(app, shot, 0).catch(() => undefined);
  }, SEND_MS);
  return () => clearInterval(timer);
}

async function postShot(app: App, shot: Shot): Promise<void> {
  if (shot.source !== undefined) await postEvent(app, shot, "started");
  for (const age of shot.ages ?? [0]) await postFrame(app, shot, age);
  if (shot.ended === true) await postEvent(app, shot, "ended");
}

async function postFrame({ hookUrl, signingSecret }: App, shot: Shot, age: number): Promise<void> {
  const time = Date.now() - age * 1_000;
  await requireDelivery(
    hookUrl,
    thumbnailHook(signingSecret, toIdentity(shot), await draw(shot, time), time),
  );
}

function postEvent({ hookUrl, signingSecret }: App, shot: Shot, event: "started" | "ended"): Promise<void> {
  return requireDelivery(hookUrl, feedsHook(signingSecret, toIdentity(shot), event, Date.now()));
}

function toIdentity({ name, account = "ZG6NWV", source }: Shot) {
  const feed = Buffer.from(`${account} ${name} ${source ?? ""}`)
    .toString("hex")
    .slice(-60);
  return { account, name, source: source ?? null, feed };
}

const stills = new Map<string, Buffer>();

/** Without a clock, which would stand still. */
const cheap = await drawnCamera("channel", 2, undefined, false)(Date.now());
/** The labels' font has no others. */
const LATIN = /^[\u0020-\u024f]*$/;

async function draw(shot: Shot, time: number): Promise<Buffer> {
  const { name, source, scene = 0, size, kind, blackAfter = 0, isCheap } = shot;
  if (isCheap === true) return cheap;
  if (kind === "black" && time > blackAfter) {
    const create = { width: 1920, height: 1080, channels: 3, background: "black" } as const;
    return sharp({ create }).jpeg().toBuffer();
  }
  const still = stills.get(name);
  if (kind === "still" && still !== undefined) return still;
  const title = LATIN.test(name) ? `${name} ${source ?? ""}`.trim() : "";
  const jpeg = await drawnCamera(title, scene, size)(time);
  if (kind === "still") stills.set(name, jpeg);
  return jpeg;
}
