"use client";

import { useRef, type ReactNode, type Ref } from "react";
import { useMoment } from "#components/time/moment.tsx";
import { onUse } from "#components/wall/on-use.tsx";
import type { BubbleProps } from "./bubble.tsx";
import { LaneTrack, type Lane } from "./lane.tsx";
import { moveByKey, STEP_MS, type Stretch } from "./moments.ts";
import { atFraction, boundsOf, toFraction, zoomBy } from "./scale.ts";
import { Ticks } from "./ticks.tsx";
import { useGestures } from "./use-gestures.ts";
import { useWidth } from "./use-width.ts";

export type { Lane } from "./lane.tsx";

const Bubble = onUse<BubbleProps>(() => import("./bubble.tsx").then((code) => code.Bubble));

type TimelineProps = {
  /** The slider, for the focus. */
  ref?: Ref<HTMLInputElement>;
  /** Names the slider. */
  label: string;
  /** What the lanes say of the moment, in words. */
  note?: string;
  /** ms since 1970; the end of what can be shown is `latest`, its beginning `reachMs` before. */
  moment: number;
  latest: number;
  reachMs: number;
  stretch: Stretch;
  onStretch: (stretch: Stretch) => void;
  lanes: readonly Lane[];
  /** The viewer chooses a moment; it is on no grid yet. */
  onMove: (time: number) => void;
  /** Lies above the pointer, with the time; the time alone by default. */
  preview?: (moment: number) => ReactNode;
};

/**
 * A track that is the coverage, with a playhead. A pointer moves the moment; a wheel, two fingers, + and − zoom; the ticks
 * can be dragged. Keyboards and screen readers have the browser's own slider.
 */
export function Timeline(props: TimelineProps) {
  const {
    ref,
    label,
    note = "",
    moment,
    latest,
    reachMs,
    stretch,
    onStretch,
    lanes,
    onMove,
    preview,
  } = props;
  const area = useRef<HTMLDivElement>(null);
  const slider = useRef<HTMLInputElement>(null);
  const width = useWidth(area);
  const bounds = boundsOf(moment, latest, reachMs);
  const { pointer, handlers } = useGestures({ element: area, stretch, bounds, onStretch, onMove });
  const text = useMoment(moment);
  const hasLabels = lanes.some((lane) => lane.label !== null);
  const rows = `1 / span ${lanes.length}`;
  return (
    <div
      className={`relative grid grid-cols-[auto_minmax(0,1fr)] noscript:hidden ${hasLabels ? "gap-x-4" : ""}`}
    >
      {lanes.map((lane, place) => (
        <div key={lane.id} className="contents">
          <div className="flex max-w-48 items-center text-sm" style={{ gridArea: `${place + 1} / 1` }}>
            {lane.label}
          </div>
          <div
            className={hasLabels ? "self-center py-1" : "self-center"}
            style={{ gridArea: `${place + 1} / 2` }}
          >
            <LaneTrack lane={lane} stretch={stretch} width={width} hasShapes={!hasLabels} />
          </div>
        </div>
      ))}
      <div className="col-start-2">
        <Ticks {...{ stretch, bounds, width, onStretch }} />
      </div>
      <input
        ref={(element) => {
          slider.current = element;
          if (typeof ref === "function") ref(element);
          else if (ref) ref.current = element;
        }}
        type="range"
        aria-label={label}
        aria-valuetext={note === "" ? text : `${text}, ${note}`}
        // On the grid, or the browser would round the value to another one.
        min={Math.ceil(Math.min(stretch.from, moment) / STEP_MS) * STEP_MS}
        max={Math.floor(Math.max(stretch.to, moment) / STEP_MS) * STEP_MS}
        step={STEP_MS}
        value={moment}
        onChange={({ target }) => onMove(Number(target.value))}
        onKeyDown={(event) => {
          if (event.altKey || event.ctrlKey || event.metaKey) return;
          const next = moveByKey(event.key, moment, stretch, latest);
          const by = event.key === "-" ? 1 : event.key === "+" || event.key === "=" ? -1 : 0;
          if (next === null && by === 0) return;
          event.preventDefault();
          if (by !== 0) onStretch(zoomBy(stretch, by, moment, bounds));
          else if (next !== null) onMove(next);
        }}
        className="peer pointer-events-none absolute inset-0 opacity-0"
      />
      <div
        ref={area}
        data-timeline
        className="relative col-start-2 cursor-pointer touch-pan-y outline-offset-2 outline-accent select-none peer-focus-visible:outline-2"
        style={{ gridRow: rows }}
        {...handlers}
        onPointerDown={(event) => {
          handlers.onPointerDown(event);
          slider.current?.focus({ preventScroll: true });
          event.preventDefault();
        }}
      >
        {pointer !== null && (
          // On the grid of moments: a click shows the same moment as the bubble.
          <Bubble
            moment={Math.min(latest, Math.ceil(atFraction(pointer, stretch) / STEP_MS) * STEP_MS)}
            pointer={pointer}
            preview={preview}
          />
        )}
        <Playhead part={toFraction(moment, stretch)} />
      </div>
    </div>
  );
}

function Playhead({ part }: { part: number }) {
  if (part < 0 || part > 1) return null;
  return (
    <div
      aria-hidden
      className="pointer-events-none absolute inset-y-0 -ms-px w-0.5 bg-accent ring-1 ring-page forced-color-adjust-none forced-colors:bg-[Highlight]"
      style={{ left: `${100 * part}%` }}
    >
      <div className="absolute -top-1 left-1/2 size-4 [transform:translateX(-50%)] rounded-full bg-inherit ring-2 ring-page" />
    </div>
  );
}
