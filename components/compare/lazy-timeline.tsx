import { useEffect, useState, type ComponentType } from "react";
import type { CompareTimelineProps } from "./compare-timeline.tsx";
import { toTimelineHeight } from "./stage.ts";

/** Loads the timeline after the page. If that fails, the page stays without. */
export function LazyTimeline(props: CompareTimelineProps) {
  const [Timeline, setTimeline] = useState<ComponentType<CompareTimelineProps> | null>(null);
  useEffect(() => {
    import("./compare-timeline.tsx").then(
      (module) => setTimeline(() => module.CompareTimeline),
      () => undefined,
    );
  }, []);
  return (
    <section
      aria-label="Timeline"
      style={toTimelineHeight(props.lanes.length)}
      className="bottom-0 z-10 min-h-(--timeline-phone) border-edge bg-page px-4 py-3 max-sm:border-t max-sm:bg-surface sm:min-h-(--timeline) sm:px-6 noscript:hidden tall:sticky"
    >
      {Timeline !== null && <Timeline {...props} />}
    </section>
  );
}
