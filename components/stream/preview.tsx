import { useEffect, useSyncExternalStore } from "react";
import { markAt, type Mark, type MarkKind } from "#components/playback/marks.ts";
import { STEP_MS } from "#components/playback/moments.ts";
import { createHistoryReader } from "#components/playback/stream-reader.ts";
import { Moment } from "#components/time/moment.tsx";
import { StateMark } from "#components/ui/state-mark.tsx";
import { isSelected } from "#lib/model/selection.ts";
import type { StreamPlace } from "#lib/model/stream-page.ts";

type PreviewProps = {
  of: Pick<StreamPlace, "stream" | "selection">;
  marks: readonly Mark[];
  moment: number;
  latest: number;
};

/** Apart from the reader that plays: the pointer looks elsewhere. */
const reader = createHistoryReader();

/** The picture of the moment under the pointer, its time, and what is wrong with it. */
export function Preview({ of: { stream, selection }, marks, moment, latest }: PreviewProps) {
  useEffect(() => reader.watch(stream), [stream]);
  useEffect(() => reader.look({ at: moment, stepMs: STEP_MS, count: 1, latest }), [moment, latest]);
  const frames = useSyncExternalStore(
    reader.subscribe,
    () => reader.shown(stream, moment),
    () => undefined,
  );
  const frame = frames?.find((one) => isSelected(one, selection));
  return (
    <span className="grid w-50 gap-1">
      <span className="-mx-1.5 -mt-0.5 grid aspect-video place-content-center overflow-hidden rounded bg-black text-white">
        {frame === undefined ? (
          frames !== undefined && "Off air"
        ) : (
          <img src={frame.picture} alt="" className="aspect-video w-full object-contain" />
        )}
      </span>
      <span className="flex justify-between gap-2">
        <Moment time={moment} short />
        <Fault kind={markAt(marks, moment)} />
      </span>
    </span>
  );
}

function Fault({ kind }: { kind: MarkKind | null }) {
  if (kind === null || kind === "on" || kind === "unknown" || kind === "offline") return null;
  return (
    <span className="flex items-center gap-1 font-medium capitalize">
      <StateMark state={kind} />
      {kind}
    </span>
  );
}
