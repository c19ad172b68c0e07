import { Moment } from "#components/time/moment.tsx";
import { feedAddress, momentsOf } from "#lib/model/routes.ts";
import type { HistoryPage } from "#lib/model/history.ts";
import { findSteps } from "#lib/model/history.ts";
import type { Part } from "#lib/model/part.ts";
import { streamId, type Stream } from "#lib/model/stream.ts";
import { Icon } from "#components/ui/icon.tsx";
import { Player } from "./player.tsx";
import { GoToMoment, HistoryKeys } from "./keys.tsx";
import { PageLink } from "./navigation.tsx";
import { FilmPicture } from "./picture.tsx";

const MINUTE = 60_000;
const JUMPS = [
  ["−1 day", -1440 * MINUTE],
  ["−1 h", -60 * MINUTE],
  ["−10 min", -10 * MINUTE],
  ["+10 min", 10 * MINUTE],
  ["+1 h", 60 * MINUTE],
  ["+1 day", 1440 * MINUTE],
] as const;

type HistoryProps = {
  stream: Stream;
  part: Part;
  /** ms since 1970; null for now. */
  at: number | null;
  page: HistoryPage;
  now: number;
  /** Whether nothing on the wall is what it shows. */
  isGone: boolean;
};

/** What a stream showed at a moment, what came before and after, and the ways to other moments. */
export function History({ stream, part, at: asked, page, now, isGone }: HistoryProps) {
  const { shown, download, around } = page;
  const id = streamId(stream);
  const address = (at: number | null) => feedAddress(id, part, at);
  const moments = momentsOf(id, part);
  const place = around.findIndex(({ time, feed }) => time === shown?.time && feed === shown.feed);
  const { earlier, later } = findSteps(around, shown);
  const at = asked ?? shown?.time ?? now;
  return (
    <>
      <HistoryKeys
        earlier={earlier === undefined ? null : address(earlier.time)}
        later={later === undefined ? null : address(later.time)}
        newest={address(null)}
        isNow={asked === null}
      />
      <Player
        stream={id}
        part={part}
        here={address(asked)}
        moments={moments}
        name={stream.name}
        shown={shown}
        at={asked}
        now={now}
        isGone={isGone}
      >
        {/* What was ten minutes ago is asked for most: it is seen without scrolling. */}
        <nav aria-label="Time" className="mt-3 flex flex-wrap items-center gap-2 text-sm">
          {JUMPS.map(([label, by]) => {
            const to = by > 0 && at + by > now ? null : Math.max(0, at + by);
            return (
              <Step key={label} href={address(to)} isDisabled={to === null}>
                {label}
              </Step>
            );
          })}
          <Step href={address(null)} isDisabled={asked === null}>
            Newest
          </Step>
          <GoToMoment moments={moments} />
        </nav>
      </Player>
      {shown !== null && (
        <p className="mt-3 flex flex-wrap items-baseline gap-x-4 gap-y-1">
          {/* Else the timeline says the time, and a button copies the link. */}
          <span className="not-noscript:hidden">
            <Moment time={shown.time} />
          </span>
          <a className="text-accent underline not-noscript:hidden" href={address(shown.time)}>
            Link to this moment
          </a>
          {shown.original === null ? (
            <span className="text-quiet">Only the small picture of this moment is kept</span>
          ) : (
            <a className="text-accent underline" href={shown.original} target="_blank" rel="noreferrer">
              Open the original
            </a>
          )}
          {download !== null && (
            <a className="text-accent underline" href={download} download rel="noreferrer">
              <Icon name="download" /> Download it
            </a>
          )}
        </p>
      )}
      <ol aria-label="Frames around this moment" className="mt-4 flex gap-2 overflow-x-auto p-1 pb-3">
        {around.map((frame) => (
          <li key={`${frame.feed}/${frame.time}`} className="w-36 shrink-0">
            <PageLink
              href={address(frame.time)}
              replace
              scroll={false}
              aria-current={frame === around[place] ? "true" : undefined}
              className="block overflow-hidden rounded-md border-2 border-edge text-center text-sm aria-[current]:border-accent"
            >
              <FilmPicture preview={frame.preview} original={frame.original} />
              <Moment time={frame.time} short />
            </PageLink>
          </li>
        ))}
      </ol>
    </>
  );
}

function Step({ href, isDisabled, children }: { href: string; isDisabled: boolean; children: string }) {
  return (
    <PageLink
      href={href}
      isDisabled={isDisabled}
      replace
      scroll={false}
      className="rounded-md border border-edge bg-card px-3 py-1.5 aria-disabled:cursor-default aria-disabled:text-quiet"
    >
      {children}
    </PageLink>
  );
}
