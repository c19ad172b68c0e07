import { fetchHistory, type PastQuery } from "#components/data/fetch-past.ts";
import { RateLimited } from "#components/data/fetch-json.ts";
import { shownAt } from "#lib/model/history.ts";
import { MAX_PICTURES, MAX_STREAMS, type Past, type PastFrame } from "#lib/model/past.ts";
import { createReader, listMoments, type Memory, type ReaderStatus, type Wanted } from "./reader.ts";

/** Reads what the watched streams showed. */
export type PastReader = {
  readonly look: (wanted: Wanted) => void;
  /** @returns ends the watching */
  readonly watch: (stream: string) => () => void;
  /** The frames of a stream, one of each feed, newest first. Undefined until they are read. */
  readonly shown: (stream: string, moment: number) => readonly PastFrame[] | undefined;
  /** Whether everything that is watched is read. */
  readonly isReady: (moment: number) => boolean;
  /** The frames of all watched streams, as far as they are read. */
  readonly picturesAt: (moment: number) => readonly PastFrame[];
  readonly status: () => ReaderStatus;
  readonly subscribe: (listener: () => void) => () => void;
};

type Frames = readonly PastFrame[];

/** Servers limit the length of a request's address. */
const MAX_CHARACTERS = 6_000;

const toKey = (stream: string, moment: number) => `${moment} ${stream}`;

/** Reads one stream's history, on the wall or not. */
export function createHistoryReader(): PastReader {
  return createStreamReader(fetchHistory);
}

export function createStreamReader(ask: (question: PastQuery) => Promise<Past>): PastReader {
  const watched = new Map<string, number>();

  async function read(question: PastQuery, memory: Memory<Frames>) {
    const { streams, at, stepMs, count } = question;
    const { frames, isWhole } = await ask(question);
    for (const [stream, newestFirst] of Object.entries(frames)) {
      for (let place = 0; place < count; place += 1) {
        const moment = at + place * stepMs;
        memory.set(toKey(stream, moment), shownAt(newestFirst, moment), isWhole);
      }
    }
    if (streams.some((stream) => frames[stream] === undefined)) throw new Error("not all could be read");
    if (!isWhole) throw new RateLimited();
  }

  const reader = createReader<Frames>({
    maxEntries: 10_000,
    request: (wanted, memory) =>
      toQuestions([...watched.keys()], wanted, memory).map((question) => read(question, memory)),
  });
  const shown = (stream: string, moment: number) => reader.get(toKey(stream, moment));

  return {
    ...reader,
    watch(stream) {
      watched.set(stream, (watched.get(stream) ?? 0) + 1);
      reader.wake();
      return () => {
        const others = (watched.get(stream) ?? 1) - 1;
        if (others === 0) watched.delete(stream);
        else watched.set(stream, others);
      };
    },
    shown,
    isReady: (moment) => [...watched.keys()].every((stream) => shown(stream, moment) !== undefined),
    picturesAt: (moment) => [...watched.keys()].flatMap((stream) => shown(stream, moment) ?? []),
  };
}

/** The questions for the streams that lack a moment which is due. */
function toQuestions(streams: readonly string[], wanted: Wanted, memory: Memory<Frames>): PastQuery[] {
  const { stepMs, latest } = wanted;
  const moments = listMoments(wanted);
  const lacks = (stream: string, moment: number) => memory.lacks(toKey(stream, moment), moment, latest);
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
