import { buttonLook, TEXT_LINK } from "#components/ui/button.tsx";
import { Moment } from "#components/time/moment.tsx";
import { feedAddress } from "#lib/model/routes.ts";
import type { StreamPage } from "#lib/model/stream-page.ts";

const MINUTE = 60_000;
const JUMPS = [
  ["−1 day", -1440 * MINUTE],
  ["−1 h", -60 * MINUTE],
  ["−10 min", -10 * MINUTE],
  ["+10 min", 10 * MINUTE],
  ["+1 h", 60 * MINUTE],
  ["+1 day", 1440 * MINUTE],
] as const;

type WithoutScriptProps = { page: StreamPage; shownAt: number | null; now: number };

/** The ways to other moments, for browsers without JavaScript. */
export function WithoutScript({ page: { stream, selection, at }, shownAt, now }: WithoutScriptProps) {
  const toAddress = (time: number | null) => feedAddress(stream, selection, time);
  const moment = at ?? shownAt ?? now;
  return (
    <noscript>
      <nav aria-label="Time" className="flex flex-wrap items-center gap-2 text-sm">
        {JUMPS.filter(([, by]) => moment + by <= now).map(([label, by]) => (
          <a key={label} href={toAddress(Math.max(0, moment + by))} className={buttonLook()}>
            {label}
          </a>
        ))}
        {at !== null && (
          <a href={toAddress(null)} className={buttonLook()}>
            Live
          </a>
        )}
        <Moment time={moment} />
        <a href={toAddress(moment)} className={TEXT_LINK}>
          Link to this moment
        </a>
      </nav>
    </noscript>
  );
}
