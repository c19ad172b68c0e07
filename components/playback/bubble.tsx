import { useLayoutEffect, useRef, type ReactNode } from "react";
import { Moment } from "#components/time/moment.tsx";

/** The least distance from an edge of the window. */
const MARGIN_PX = 8;

export type BubbleProps = {
  /** ms since 1970 */
  moment: number;
  /** Where the pointer is, from 0 to 1. */
  pointer: number;
  preview: ((moment: number) => ReactNode) | undefined;
};

/** The time under the pointer, and what was to be seen then. It stays in the window. */
export function Bubble({ moment, pointer, preview }: BubbleProps) {
  const bubble = useRef<HTMLDivElement>(null);
  // The content may have got another width.
  useLayoutEffect(() => {
    const element = bubble.current;
    const track = element?.offsetParent;
    if (!element || !track) return;
    const { left, width } = track.getBoundingClientRect();
    const half = element.offsetWidth / 2;
    const last = document.documentElement.clientWidth - MARGIN_PX - half;
    const centre = Math.max(MARGIN_PX + half, Math.min(left + pointer * width, last));
    element.style.left = `${centre - half - left}px`;
  });
  return (
    <>
      <div
        aria-hidden
        className="pointer-events-none absolute inset-y-0 w-px bg-ink"
        style={{ left: `${100 * pointer}%` }}
      />
      <div
        ref={bubble}
        aria-hidden
        data-bubble
        className="pointer-events-none absolute bottom-full z-20 mb-2 w-max rounded-lg border border-edge bg-surface px-2.5 py-1.5 text-sm whitespace-nowrap text-ink shadow-xl"
      >
        {preview?.(moment) ?? <Moment time={moment} short />}
      </div>
    </>
  );
}
