import { BoundedMap } from "#lib/bounded-map.ts";
import { shownAt } from "#lib/history/shown.ts";
import { PAST_CACHE_SECONDS } from "#lib/past/caching.ts";
import { MOST_PICTURES, MOST_STREAMS, type Past, type PastFrame } from "#lib/past/wire.ts";
import type { Question } from "./ask.ts";

export type PastReader = {
  /** Sets which moments are wanted: the first now, the others soon. */
  readonly look: (wanted: Wanted) => void;
  /** Wants a stream's moments from now on. @returns how to want them no more */
  readonly watch: (stream: string) => () => void;
  /** What a stream showed: of each of its feeds one frame. Undefined while it is not known. */
  readonly shown: (stream: string, moment: number) => readonly PastFrame[] | undefined;
  /** Whether all that is watched is known of a moment. */
  readonly isReady: (moment: number) => boolean;
  /** What all that is watched showed, as far as it is known. */
  readonly picturesAt: (moment: number) => readonly PastFrame[];
  readonly isFailing: () => boolean;
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

/** So that what changes together is asked together. */
const GATHER_MS = 40;
const RETRY_MS = 3_000;
/** A request's address must fit into what servers take. */
const MOST_CHARACTERS = 6_000;
const MOST_KNOWN = 10_000;
/** Of so recent moments, frames may still be under way: what is known of them is soon asked again. */
const RECENT_MS = 60_000;
const KEEP_RECENT_MS = 10_000;

/**
 * Reads what the tiles in view showed. It asks for all that is missing at once, then again only when all answers are
 * there: while a slider is dragged, a slow server or line is asked less often, and always for the newest place.
 */
export function createPastReader({ ask, now }: ReaderParts): PastReader {
  const known = new BoundedMap<Known>(MOST_KNOWN);
  const watched = new Map<string, number>();
  const listeners = new Set<() => void>();
  let wanted: Wanted | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isAsking = false;
  let isFailing = false;

  const name = (stream: string, moment: number) => `${moment} ${stream}`;

  function lacks(stream: string, moment: number, { latest }: Wanted): boolean {
    const entry = known.get(name(stream, moment));
    if (moment > latest) return false;
    const keepMs = moment > latest - RECENT_MS ? KEEP_RECENT_MS : PAST_CACHE_SECONDS.inPage * 1000;
    return entry === undefined || now() - entry.since > keepMs;
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
    const moments = Array.from({ length: look.count }, (_, place) => look.at + place * look.stepMs);
    const at = moments.find((moment) => missing.some((stream) => lacks(stream, moment, look))) ?? look.at;
    const count = Math.min(look.count, Math.floor((look.latest - at) / look.stepMs) + 1);
    const { stepMs } = look;
    return batchesOf(missing, count).map((streams) => ({ streams, at, stepMs, count }));
  }

  function schedule(afterMs: number) {
    if (isAsking) return;
    clearTimeout(timer);
    timer = setTimeout(() => void round(), afterMs);
  }

  async function round(): Promise<void> {
    const look = wanted;
    if (look === null || isAsking) return;
    const missing = [...watched.keys()].filter((stream) => isDue(stream, look));
    if (missing.length === 0) return;
    isAsking = true;
    const questions = questionsOf(missing, look);
    const answers = await Promise.allSettled(
      questions.map(async (question) => keep(await ask(question), question)),
    );
    isAsking = false;
    isFailing = answers.some(({ status }) => status === "rejected");
    for (const listener of listeners) listener();
    // What could not be read is still missing.
    const isWhole = missing.every((stream) => !isDue(stream, look));
    schedule(isWhole || wanted !== look ? 0 : RETRY_MS);
  }

  function keep({ frames }: Past, { at, stepMs, count }: Question) {
    const since = now();
    for (const [stream, newestFirst] of Object.entries(frames)) {
      for (let place = 0; place < count; place += 1) {
        const moment = at + place * stepMs;
        known.set(name(stream, moment), { frames: shownAt(newestFirst, moment), since });
      }
    }
  }

  return {
    look(next) {
      wanted = next;
      schedule(GATHER_MS);
    },
    watch(stream) {
      watched.set(stream, (watched.get(stream) ?? 0) + 1);
      schedule(GATHER_MS);
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
    isFailing: () => isFailing,
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) clearTimeout(timer);
      };
    },
  };
}

function batchesOf(streams: readonly string[], count: number): string[][] {
  const most = Math.min(MOST_STREAMS, Math.floor(MOST_PICTURES / count));
  const batches: string[][] = [];
  let characters = Infinity;
  for (const stream of streams) {
    const length = encodeURIComponent(stream).length + "&stream=".length;
    const batch = batches.at(-1);
    if (batch === undefined || batch.length === most || characters + length > MOST_CHARACTERS) {
      batches.push([stream]);
      characters = length;
    } else {
      batch.push(stream);
      characters += length;
    }
  }
  return batches;
}
