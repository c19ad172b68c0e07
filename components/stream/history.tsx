import { Moment } from "#components/time/moment.tsx";
import { feedAddress } from "#lib/model/routes.ts";
import { findSteps, type HistoryFrame, type HistoryPage } from "#lib/model/history.ts";
import type { Selection } from "#lib/model/selection.ts";
import { buttonLook, TEXT_LINK } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Player } from "./player.tsx";
import { GoToMoment, HistoryKeys } from "./keys.tsx";
import { PageLink } from "./navigation.tsx";
import { FilmPicture, type PageMoment } from "./picture.tsx";

const MINUTE = 60_000;
const JUMPS = [
  ["−1 day", -1440 * MINUTE],
  ["−1 h", -60 * MINUTE],
  ["−10 min", -10 * MINUTE],
  ["+10 min", 10 * MINUTE],
  ["+1 h", 60 * MINUTE],
  ["+1 day", 1440 * MINUTE],
] as const;

type HistoryProps = Omit<PageMoment, "shown"> & {
  stream: string;
  selection: Selection;
  page: HistoryPage;
  now: number;
};

/** The frame of a moment, those around it, and the ways to other moments. */
export function History({ page, ...about }: HistoryProps) {
  const { shown, around } = page;
  const { stream, selection, at, now } = about;
  const toAddress = (time: number | null) => feedAddress(stream, selection, time);
  const { earlier, later } = findSteps(around, shown);
  const moment = at ?? shown?.time ?? now;
  return (
    <>
      <HistoryKeys
        earlier={earlier && toAddress(earlier.time)}
        later={later && toAddress(later.time)}
        newest={toAddress(null)}
        isNow={at === null}
      />
      <Player {...about} shown={shown}>
        {/* The ways to ten minutes ago are seen without scrolling. */}
        <nav aria-label="Time" className="mt-3 flex flex-wrap items-center gap-2 text-sm">
          {JUMPS.map(([label, by]) => {
            const to = by > 0 && moment + by > now ? null : Math.max(0, moment + by);
            return (
              <Step key={label} href={toAddress(to)} isDisabled={to === null}>
                {label}
              </Step>
            );
          })}
          <Step href={toAddress(null)} isDisabled={at === null}>
            Newest
          </Step>
          <GoToMoment stream={stream} selection={selection} />
        </nav>
      </Player>
      {shown !== null && <Files shown={shown} download={page.download} link={toAddress(shown.time)} />}
      <ol aria-label="Frames around this moment" className="mt-4 flex gap-2 overflow-x-auto p-1 pb-3">
        {around.map(({ feed, time, preview, original }) => (
          <li key={`${feed}/${time}`} className="w-36 shrink-0">
            <PageLink
              href={toAddress(time)}
              replace
              scroll={false}
              aria-current={time === shown?.time && feed === shown.feed ? "true" : undefined}
              className="block overflow-hidden rounded-md border-2 border-edge text-center text-sm aria-[current]:border-accent"
            >
              <FilmPicture preview={preview} original={original} />
              <Moment time={time} short />
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
      className={`${buttonLook()} aria-disabled:cursor-default aria-disabled:text-quiet`}
    >
      {children}
    </PageLink>
  );
}

type FilesProps = { shown: HistoryFrame; download: string | null; link: string };

/** The frame's original. Without JavaScript, also its time and link, which the timeline and a button have otherwise. */
function Files({ shown: { time, original }, download, link }: FilesProps) {
  return (
    <p className="mt-3 flex flex-wrap items-baseline gap-x-4 gap-y-1">
      <noscript>
        <Moment time={time} />{" "}
        <a className={TEXT_LINK} href={link}>
          Link to this moment
        </a>
      </noscript>
      {original === null ? (
        <span className="text-quiet">Only the small picture of this moment is kept</span>
      ) : (
        <a className={TEXT_LINK} href={original} target="_blank" rel="noreferrer">
          Open the original
        </a>
      )}
      {download !== null && (
        <a className={TEXT_LINK} href={download} download rel="noreferrer">
          <Icon name="download" /> Download it
        </a>
      )}
    </p>
  );
}
