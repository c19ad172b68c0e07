import { lazy, Suspense, useState, type ComponentType } from "react";
import { useFirstPresses } from "#components/playback/first-presses.ts";
import { loadLate, rest, untilUsed } from "#components/playback/load-late.ts";
import type { CompareTimelineProps } from "./compare-timeline.tsx";
import { toTimelineHeight } from "./stage.ts";

/** By then, the page and its pictures are loaded. */
const REST_MS = 5_000;

/**
 * The timeline comes with the page as HTML. Its code is loaded once the viewer does something, as on a stream's page, or
 * after some seconds: on a screen that is only looked at, its clock and its lanes go on too.
 */
const Timeline = lazy<ComponentType<CompareTimelineProps>>(() =>
  loadLate(
    async () => ({ default: (await import("./compare-timeline.tsx")).CompareTimeline }),
    () => Promise.race([untilUsed(), rest(REST_MS)]),
  ),
);

export function LazyTimeline(props: Omit<CompareTimelineProps, "onReady">) {
  const [isReady, onReady] = useFirstPresses();
  const timeline = (
    <section
      aria-label="Timeline"
      style={toTimelineHeight(props.lanes.length)}
      className="tips-above bottom-0 z-10 min-h-(--timeline-phone) border-edge bg-page px-4 py-3 max-sm:border-t max-sm:bg-surface sm:min-h-(--timeline) sm:px-6 noscript:hidden tall:sticky"
    >
      <Suspense>
        <Timeline {...props} onReady={onReady} />
      </Suspense>
    </section>
  );
  // The same element: React drops the HTML of a part that is drawn anew before its code is there.
  const [first] = useState(timeline);
  return isReady ? timeline : first;
}
