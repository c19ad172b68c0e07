import { fetchHistory } from "#components/data/fetch-past.ts";
import { createStreamReader } from "#components/playback/stream-reader.ts";
import type { Past, PastFrame } from "#lib/model/past.ts";

/** A reader of the history of several streams: the server tells that of one at a time. */
export const createCompareReader = () =>
  createStreamReader(async ({ streams, ...moments }): Promise<Past> => {
    const pasts = await Promise.all(streams.map((stream) => fetchHistory({ streams: [stream], ...moments })));
    const frames = pasts.flatMap((past) => Object.entries<readonly PastFrame[]>(past.frames));
    return { frames: Object.fromEntries(frames), isWhole: pasts.every((past) => past.isWhole) };
  });
