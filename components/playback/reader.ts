import { BoundedMap } from "#lib/bounded-map.ts";
import { PAST_CACHE_SECONDS } from "#lib/history/caching.ts";
import { shownAt } from "#lib/history/shown.ts";
import { MAX_PICTURES, MAX_STREAMS, type Past, type PastFrame } from "#lib/model/past.ts";
import type { Question } from "#components/data/ask.ts";
import { SlowDown } from "#components/data/ask-data.ts";
import { createRounds, type ReaderStatus } from "./rounds.ts";

export type PastReader = {
  /** Sets which moments are wanted: the first now, the others soon. */
  readonly look: (wanted: Wanted) => void;
  /** Wants a stream's moments from now on. @returns how to want them no more */
  readonly watch: (stream: string) => () => void;
  /** What a stream showed: of each of its feeds one frame, newest first. Undefined while it is not known. */
  readonly shown: (stream: string, moment: number) => readonly PastFrame[] | undefined;
  /** Whether all that is watched is known of a moment. */
  readonly isReady: (moment: number) => boolean;
  /** What all that is watched showed, as far as it is known. */
  readonly picturesAt: (moment: number) => readonly PastFrame[];
  readonly status: () => ReaderStatus;
  readonly subscribe: (listener: () => void) => () => void;
};

export type Wanted = {
  readonly at: number;
  readonly stepMs: number;
  readonly count: number;
  /** The newest moment that there is: what comes after it is not known yet. */
  readonly latest: number;
};

type ReaderParts = {
  readonly ask: (question: Question) => Promise<Past>;
  /** Any clock that only goes on, in ms. */
  readonly now: () => number;
};

type Known = { readonly frames: readonly PastFrame[]; readonly since: number };

/** A request's address must fit into what servers take. */
const MAX_CHARACTERS = 6_000;
const MAX_KNOWN = 10_000;
/** Of so recent moments, frames may still be under way: what is known of them is soon asked again. */
const RECENT_MS = 60_000;
const KEEP_RECENT_MS = 10_000;

/** For how long what is known of a moment is used, in ms. */
export function keepMs(moment: number, latest: number): number {
  return moment > latest - RECENT_MS ? KEEP_RECENT_MS : PAST_CACHE_SECONDS.inPage * 1_000;
}

/** Reads what the streams in view showed. */
export function createPastReader({ ask, now }: ReaderParts): PastReader {
  const known = new BoundedMap<Known>(MAX_KNOWN);
  const watched = new Map<string, number>();
  let wanted: Wanted | null = null;

  const name = (stream: string, moment: number) => `${moment} ${stream}`;

  function lacks(stream: string, moment: number, { latest }: Wanted): boolean {
    const entry = known.get(name(stream, moment));
    return moment <= latest && (entry === undefined || now() - entry.since > keepMs(moment, latest));
  }

  /**
   * From the middle of what is wanted on, more is asked for: it is there before it is needed. The next one may have been
   * still to come when the others were asked for.
   */
  function isDue(stream: string, look: Wanted): boolean {
    return [0, 1, Math.floor(look.count / 2)]
      .filter((place) => place < look.count)
      .some((place) => lacks(stream, look.at + place * look.stepMs, look));
  }

  function questionsOf(missing: readonly string[], look: Wanted): Question[] {
    const at = momentsOf(look).find((moment) => missing.some((stream) => lacks(stream, moment, look)));
    if (at === undefined) return [];
    const { stepMs, latest } = look;
    const count = Math.min(look.count, Math.floor((latest - at) / stepMs) + 1);
    return batchesOf(missing, count).map((streams) => ({ streams, at, stepMs, count }));
  }

  function keep({ frames, isWhole }: Past, { streams, at, stepMs, count }: Question) {
    const since = now();
    for (const [stream, newestFirst] of Object.entries(frames)) {
      for (let place = 0; place < count; place += 1) {
        const moment = at + place * stepMs;
        known.set(name(stream, moment), { frames: shownAt(newestFirst, moment), since });
      }
    }
    if (streams.some((stream) => frames[stream] === undefined)) throw new Error("not all could be read");
    if (!isWhole) throw new SlowDown();
  }

  const rounds = createRounds(() => {
    const look = wanted;
    if (look === null) return [];
    const missing = [...watched.keys()].filter((stream) => isDue(stream, look));
    return questionsOf(missing, look).map(async (question) => keep(await ask(question), question));
  }, now);

  return {
    look(next) {
      wanted = next;
      rounds.wake();
    },
    watch(stream) {
      watched.set(stream, (watched.get(stream) ?? 0) + 1);
      rounds.wake();
      return () => {
        const others = (watched.get(stream) ?? 1) - 1;
        if (others === 0) watched.delete(stream);
        else watched.set(stream, others);
      };
    },
    shown: (stream, moment) => known.get(name(stream, moment))?.frames,
    isReady: (moment) => [...watched.keys()].every((stream) => known.get(name(stream, moment)) !== undefined),
    picturesAt: (moment) =>
      [...watched.keys()].flatMap((stream) => known.get(name(stream, moment))?.frames ?? []),
    status: rounds.status,
    subscribe: rounds.subscribe,
  };
}

/** The moments that are wanted, first to last. */
export function momentsOf({ at, stepMs, count }: Wanted): number[] {
  return Array.from({ length: count }, (_, place) => at + place * stepMs);
}

function batchesOf(streams: readonly string[], count: number): string[][] {
  const most = Math.min(MAX_STREAMS, Math.floor(MAX_PICTURES / count));
  const batches: string[][] = [];
  let characters = Infinity;
  for (const stream of streams) {
    const length = encodeURIComponent(stream).length + "&stream=".length;
    const batch = batches.at(-1);
    if (batch === undefined || batch.length === most || characters + length > MAX_CHARACTERS) {
      batches.push([stream]);
      characters = length;
    } else {
      batch.push(stream);
      characters += length;
    }
  }
  return batches;
}
