import { createSecret } from "../../scripts/app/app.ts";
import { PROGRAMS } from "../../scripts/app/server.ts";
import { type Contender, createEnv, type RunningContender, startContender } from "../shared/contender.ts";
import type { BenchStore } from "./store/store.ts";
import { LivewallViewer } from "./viewers/livewall.ts";
import { NaiveViewer } from "./viewers/naive.ts";
import type { Sizes, Viewer } from "./viewers/viewer.ts";

export type Gallery = Contender & { readonly Viewer: new (origin: string, sizes: Sizes) => Viewer };
export type World = { readonly feeds: number; readonly history: number; readonly live: boolean };

const { secret, signingSecret } = createSecret();
/** Signs the hooks of the browser's measurements. */
export const SIGNING_SECRET = signingSecret;

/** The galleries that are measured, on one store: Livewall and the naive one. */
export function createGalleries(store: BenchStore): readonly [Gallery, Gallery] {
  const env = createEnv(store.env, secret);
  return [
    { name: "livewall", program: PROGRAMS.app, env, Viewer: LivewallViewer },
    { name: "naive", program: ["bench/wall/naive.ts", "PORT"], env, Viewer: NaiveViewer },
  ];
}

/** Starts galleries on a new world, and ends them after the work. */
export async function onWorld<T>(
  store: BenchStore,
  folder: string,
  galleries: readonly Gallery[],
  world: World,
  work: (running: readonly RunningContender[]) => Promise<T>,
): Promise<T> {
  await store.tell({ kind: "world", ...world });
  const running = await Promise.all(galleries.map((gallery) => startContender(gallery, folder)));
  try {
    return await work(running);
  } finally {
    for (const { stop } of running) await stop();
  }
}
