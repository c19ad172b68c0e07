import type { CSSProperties } from "react";

/** Rem: the head and the edges; the timeline without its lanes; a lane; the row under a picture. */
const [AROUND, TIMELINE, LANE, ROW] = [6, 5.5, 1.625, 2.75];
/** On a phone, the timeline has a row more. */
const PHONE = 2.25;

/** The least height of the timeline, so that nothing moves when it comes. */
export function toTimelineHeight(lanes: number): CSSProperties {
  const height = TIMELINE + lanes * LANE;
  return { "--timeline": `${height}rem`, "--timeline-phone": `${height + PHONE}rem` } as CSSProperties;
}

/** The grid of the pictures: two side by side, three and four in a square, so large that all of the page is seen. */
export function toStage(count: number): { className: string; style: CSSProperties } {
  const [columns, rows] = [Math.min(count, 2), Math.ceil(count / 2)];
  const height = `(var(--spacing-window) - ${AROUND + TIMELINE + count * LANE}rem) / ${rows} - ${ROW}rem`;
  return {
    className: `mx-auto mb-auto sm:mt-auto grid w-full gap-x-1 px-4 py-4 sm:w-(--stage) sm:px-0 ${COLUMNS[columns === 1 ? 1 : count]}`,
    style: {
      // A low window scrolls.
      "--stage": `clamp(min(100% - 3rem, ${columns * 18}rem), (${height}) * ${columns} * 16 / 9, 100% - 3rem)`,
    } as CSSProperties,
  };
}

const COLUMNS: Readonly<Record<number, string>> = {
  2: "sm:grid-cols-2",
  3: "grid-cols-2",
  4: "grid-cols-2",
};
