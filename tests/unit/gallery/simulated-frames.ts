// Frames of many feeds, and when they are stored: seeded, in seconds of simulated time.

export type Scenario = {
  /** How long a put takes. */
  readonly put: (random: Random) => number;
  /** Whether a preview is put first. */
  readonly hasPreviews?: boolean;
  /** By how much the clock of the gallery is ahead. */
  readonly galleryClock?: number;
  /** A share of feeds has a time that is ahead by so much. */
  readonly nodes?: { readonly share: number; readonly ahead: number };
  /** No process reaches the store. Frames are lost, or come from a spool within so many seconds afterwards. */
  readonly outage?: { readonly from: number; readonly to: number; readonly spoolSeconds: number | null };
  readonly isBurst?: boolean;
};

export type SimulatedFrame = {
  readonly feed: number;
  /** The provider's time. */
  readonly time: number;
  /** When it was made in truth. */
  readonly made: number;
  readonly stored: number;
  /** When its note says that it was stored, and when the note was; null for none. */
  readonly note: { readonly at: number; readonly stored: number } | null;
  readonly wasNewest: boolean;
};

export type Random = {
  /** 0 to 1 */
  readonly next: () => number;
  readonly lognormal: (median: number, p99: number) => number;
};

const CADENCE = 30;
const NOTE_AFTER = 8;
const NOTE_BEFORE = 10;
const Z_OF_P99 = 2.326;

export function createRandom(seed: number): Random {
  let state = seed;
  const next = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) / 2 ** 32;
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return {
    next,
    lognormal: (median, p99) => median * Math.exp((Math.log(p99 / median) / Z_OF_P99) * normal()),
  };
}

/** From a frame's time to its hook: the provider's, as measured. */
function lateness({ next, lognormal }: Random): number {
  return next() < 0.0005 ? 8 + 12 * next() : Math.min(20, lognormal(1.5, 6));
}

/** The frames of `count` feeds until `end`, in the order in which they are stored. */
export function simulateFrames(
  count: number,
  end: number,
  scenario: Scenario,
  random: Random,
): SimulatedFrame[] {
  const { put, hasPreviews = false, nodes, outage, isBurst = false } = scenario;
  const frames: SimulatedFrame[] = [];
  for (let feed = 0; feed < count; feed++) {
    const phase = isBurst ? 1 : random.next() * CADENCE;
    const ahead = nodes !== undefined && random.next() < nodes.share ? nodes.ahead : 0;
    for (let made = phase; made <= end; made += CADENCE) {
      const arrived = made + lateness(random);
      let stored = arrived + 0.03 + (hasPreviews ? put(random) * 0.7 : 0) + put(random);
      if (outage !== undefined && stored >= outage.from && arrived < outage.to) {
        if (outage.spoolSeconds === null) continue;
        stored = outage.to + 1 + random.next() * outage.spoolSeconds;
      }
      const time = Math.round((made + ahead) * 1_000) / 1_000;
      frames.push({ feed, time, made, stored, note: null, wasNewest: true });
    }
  }
  return withNotes(
    frames.sort((a, b) => a.stored - b.stored),
    put,
    random,
  );
}

/** As receivers do: a frame that was stored late has a note, unless a newer one of its feed was stored before. */
function withNotes(
  frames: readonly SimulatedFrame[],
  put: Scenario["put"],
  random: Random,
): SimulatedFrame[] {
  const newest = new Map<number, number>();
  return frames.map((frame) => {
    if ((newest.get(frame.feed) ?? -Infinity) >= frame.time) return { ...frame, wasNewest: false };
    newest.set(frame.feed, frame.time);
    const at = Math.floor(frame.stored);
    const isOnTime = at - frame.time <= NOTE_AFTER && frame.time - at <= NOTE_BEFORE;
    return isOnTime ? frame : { ...frame, note: { at, stored: frame.stored + put(random) } };
  });
}
