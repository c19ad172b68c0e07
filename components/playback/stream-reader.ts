import { fetchHistory, type PastQuery } from "#components/data/fetch-past.ts";
import { RateLimited } from "#components/data/fetch-json.ts";
import { shownAt } from "#lib/model/history.ts";
import { MAX_PICTURES, MAX_STREAMS, type Past, type PastFrame } from "#lib/model/past.ts";
import { createReader, listMoments, type Reader, type Wanted } from "./reader.ts";

export type PastReader = ReturnType<typeof createStreamReader>;

/** Servers limit the length of a request's address. */
const MAX_CHARACTERS = 6_000;

const toKey = (stream: string, moment: number) => `${moment} ${stream}`;

/** A reader of the history of streams, on the wall or not. */
export const createHistoryReader = () => createStreamReader(fetchHistory);

/** Reads the frames of the streams that are watched. @param maxAgeMs as `shownAt` has it */
export function createStreamReader(fetchFrames: (query: PastQuery) => Promise<Past>, maxAgeMs?: number) {
  const watched = new Map<string, number>();

  async function read(query: PastQuery): Promise<void> {
    const { streams, at, stepMs, count } = query;
    const { frames, isWhole } = await fetchFrames(query);
    for (const [stream, newestFirst] of Object.entries(frames)) {
      for (let place = 0; place < count; place += 1) {
        const moment = at + place * stepMs;
        reader.set(toKey(stream, moment), shownAt(newestFirst, moment, maxAgeMs), isWhole);
      }
    }
    if (streams.some((stream) => frames[stream] === undefined)) throw new Error("not all could be read");
    if (!isWhole) throw new RateLimited();
  }

  const reader: Reader<readonly PastFrame[]> = createReader({
    maxEntries: 10_000,
    request: (wanted) => {
      const lacks = (stream: string, moment: number) =>
        reader.lacks(toKey(stream, moment), moment, wanted.latest);
      return toQueries([...watched.keys()], wanted, lacks).map(read);
    },
  });
  const shown = (stream: string, moment: number) => reader.get(toKey(stream, moment));

  return {
    ...reader,
    /** @returns ends the watching */
    watch(stream: string) {
      watched.set(stream, (watched.get(stream) ?? 0) + 1);
      reader.wake();
      return () => {
        const others = (watched.get(stream) ?? 1) - 1;
        if (others === 0) watched.delete(stream);
        else watched.set(stream, others);
      };
    },
    /** One frame of each feed, newest first; undefined until they are read. */
    shown,
    /** All streams are read. */
    isReady: (moment: number) => [...watched.keys()].every((stream) => shown(stream, moment) !== undefined),
    /** The frames of all streams, as far as they are read. */
    picturesAt: (moment: number) => [...watched.keys()].flatMap((stream) => shown(stream, moment) ?? []),
  };
}

type Lacks = (stream: string, moment: number) => boolean;

/** Queries for the streams that lack a moment which is due. */
function toQueries(streams: readonly string[], wanted: Wanted, lacks: Lacks): PastQuery[] {
  const { stepMs, latest } = wanted;
  const moments = listMoments(wanted);
  // The second moment may not have existed at the last request. The middle one is due before it is needed.
  const due = [0, 1, Math.floor(wanted.count / 2)].flatMap((place) => moments[place] ?? []);
  const missing = streams.filter((stream) => due.some((moment) => lacks(stream, moment)));
  const at = moments.find((moment) => missing.some((stream) => lacks(stream, moment)));
  if (at === undefined) return [];
  const count = Math.min(wanted.count, Math.floor((latest - at) / stepMs) + 1);
  return splitIntoBatches(missing, count).map((batch) => ({ streams: batch, at, stepMs, count }));
}

function splitIntoBatches(streams: readonly string[], count: number): string[][] {
  const maxStreams = Math.min(MAX_STREAMS, Math.floor(MAX_PICTURES / count));
  const batches: string[][] = [];
  let characters = Infinity;
  for (const stream of streams) {
    characters += encodeURIComponent(stream).length + "&stream=".length;
    const batch = batches.at(-1);
    if (batch === undefined || batch.length === maxStreams || characters > MAX_CHARACTERS) {
      batches.push([stream]);
      characters = encodeURIComponent(stream).length + "&stream=".length;
    } else batch.push(stream);
  }
  return batches;
}
