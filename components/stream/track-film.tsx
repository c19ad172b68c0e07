import useSWR from "swr";
import { fetchHistory } from "#components/data/fetch-past.ts";
import { STEP_MS, type Stretch } from "#components/playback/moments.ts";
import { useHydrated } from "#components/ui/use-hydrated.ts";
import { shownAt, type HistoryFrame } from "#lib/model/history.ts";
import type { PastFrame } from "#lib/model/past.ts";
import { isSelected } from "#lib/model/selection.ts";
import { LIVE_MS } from "#lib/model/state.ts";
import type { StreamPlace } from "#lib/model/stream-page.ts";
import { planFilm, type FilmPlan } from "./film-plan.ts";

type TrackFilmProps = {
  of: Pick<StreamPlace, "stream" | "selection">;
  stretch: Stretch;
  /** The frames of the page, oldest first: they are shown until those of the stretch are read. */
  known: readonly HistoryFrame[];
};
type Developed = { readonly stream: string; readonly frames: readonly PastFrame[] };

/** What a stream showed over the stretch of a timeline, in pictures side by side. */
export function TrackFilm({ of: { stream, selection }, stretch, known }: TrackFilmProps) {
  const isNarrow = useHydrated() && innerWidth < 640;
  const plan = planFilm(stretch, isNarrow ? 8 : 16);
  const { data } = useSWR<Developed, Error>(
    plan && ["film", stream, plan.first, plan.cellMs, plan.count],
    async () => ({ stream, frames: await develop(stream, plan) }),
    { keepPreviousData: true, revalidateOnFocus: false, errorRetryInterval: 10_000 },
  );
  const isRead = data?.stream === stream;
  const frames = isRead
    ? data.frames.filter((frame) => isSelected(frame, selection))
    : known.map(({ feed, time, preview }) => ({ feed, time, picture: preview })).reverse();
  const toPercent = (ms: number) => `${(100 * ms) / (stretch.to - stretch.from)}%`;
  return (
    <div className="relative h-11 overflow-hidden rounded-t bg-well empty:bg-transparent">
      {plan !== null &&
        Array.from({ length: plan.count }, (_, place) => {
          const start = plan.first + place * plan.cellMs;
          const middle = start + plan.cellMs / 2;
          const frame = shownAt(frames, middle)[0];
          return (
            frame !== undefined &&
            (isRead || middle - frame.time <= LIVE_MS) && (
              <img
                key={start}
                src={frame.picture}
                alt=""
                decoding="async"
                className="absolute inset-y-0 h-full object-cover"
                style={{ left: toPercent(start - stretch.from), width: toPercent(plan.cellMs) }}
              />
            )
          );
        })}
    </div>
  );
}

/** One request for each eight hours. */
async function develop(stream: string, plan: FilmPlan | null): Promise<readonly PastFrame[]> {
  if (plan === null) return [];
  const { first, cellMs, count, perRequest } = plan;
  const frames: PastFrame[] = [];
  for (let place = 0; place < count; place += perRequest) {
    const at = Math.round((first + place * cellMs + cellMs / 2) / STEP_MS) * STEP_MS;
    const query = { streams: [stream], at, stepMs: cellMs, count: Math.min(perRequest, count - place) };
    const past = await fetchHistory(query);
    frames.unshift(...(past.frames[stream] ?? []));
  }
  return frames;
}
