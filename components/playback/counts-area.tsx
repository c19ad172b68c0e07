import { useNumbers } from "#components/time/numbers.ts";
import { mostOn, samplesOf, toPath, type Counts } from "./counts.ts";
import { MARK_LOOKS } from "./mark-looks.ts";
import type { Mark } from "./marks.ts";
import { drawCoverage } from "./marks.ts";
import type { Stretch } from "./moments.ts";

const HEIGHT = 46;
/** The highest bar leaves room for the playhead. */
const HIGHEST = 0.85;

type CountsAreaProps = {
  counts: Counts;
  /** The times of which nothing is known. */
  marks: readonly Mark[];
  stretch: Stretch;
  width: number;
};

/** The number of live streams over time, with those that had a fault on top. */
export function CountsArea({ counts, marks, stretch, width }: CountsAreaProps) {
  const write = useNumbers();
  const samples = samplesOf(counts, stretch);
  const most = mostOn(samples);
  const scale = HIGHEST / Math.max(1, most);
  const draw = (toRange: Parameters<typeof toPath>[4]) =>
    toPath(samples, stretch, counts.until, [width, HEIGHT], toRange);
  return (
    <div aria-hidden className="relative h-11.5 overflow-hidden rounded bg-well forced-color-adjust-none">
      <svg
        viewBox={`0 0 ${width} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="absolute inset-0 size-full"
      >
        <path d={draw(([, live]) => [0, scale * live])} className="count-live" />
        <path
          d={draw(([, live, attention]) => [scale * live, scale * (live + attention)])}
          className="fill-track-fault forced-colors:fill-[Highlight]"
        />
      </svg>
      {drawCoverage(marks, stretch, width).map(({ kind, left, width: wide, span }) => (
        <div
          key={span[0]}
          data-kind={kind}
          className={`absolute inset-y-0 ${MARK_LOOKS[kind]}`}
          style={{ left, width: wide }}
        />
      ))}
      {most > 0 && width > 300 && (
        <span className="absolute top-1 left-1.5 text-xs font-medium text-ink">Peak {write(most)} live</span>
      )}
    </div>
  );
}
