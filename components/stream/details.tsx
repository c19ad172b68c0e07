import type { ReactNode } from "react";
import { useClock } from "#components/time/clock.ts";
import { Moment } from "#components/time/moment.tsx";
import { buttonLook, TEXT_LINK } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { findPace, type HistoryPage } from "#lib/model/history.ts";
import { copy } from "./copy.ts";
import type { OnAir } from "./coverage-marks.ts";

type DetailsProps = {
  history: HistoryPage;
  account: string;
  watch: string;
  onAir: OnAir | null;
};

/** The ways to the live stream and to the file, and what an engineer wants to know. */
export function Details({ history: { shown, download, around }, account, watch, onAir }: DetailsProps) {
  const pace = findPace(around);
  return (
    <div className="grid gap-4">
      <div className="grid auto-cols-fr grid-flow-col gap-2">
        <a
          href={watch}
          target="_blank"
          rel="noreferrer"
          className={`gap-1.5 ${buttonLook("medium", "primary")}`}
        >
          Watch live <Icon name="external-link" />
        </a>
        {download !== null && (
          // Some stores ignore that it is to be saved, and show it: not in place of this page.
          <a href={download} target="_blank" rel="noreferrer" className={`gap-1.5 ${buttonLook("medium")}`}>
            <Icon name="download" /> Download
          </a>
        )}
      </div>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 border-t border-edge pt-4 text-[0.8125rem]/5">
        {shown !== null && (
          <Fact label="Picture">
            {shown.width} × {shown.height}
            {shown.original === null ? (
              <span className="block text-quiet">Only a small preview is kept for this time</span>
            ) : (
              <a
                href={shown.original}
                target="_blank"
                rel="noreferrer"
                className={`ms-3 pointer-coarse:-my-3.5 pointer-coarse:inline-block pointer-coarse:py-3.5 ${TEXT_LINK}`}
              >
                Open original
              </a>
            )}
          </Fact>
        )}
        {pace !== null && <Fact label="Every">{pace / 1_000} s</Fact>}
        {onAir !== null && <Broadcast {...onAir} />}
        <Fact label="Account">{account}</Fact>
        {shown !== null && <Feed feed={shown.feed} />}
      </dl>
    </div>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-quiet">{label}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}

function Broadcast({ since, isEarlier, until, at }: OnAir) {
  const hasEnded = typeof until === "number";
  const end = hasEnded ? until : at;
  const minutes = useClock((now) => Math.max(0, Math.round(((end ?? now) - since) / 60_000)));
  const length = minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
  return (
    <Fact label={hasEnded ? "On air" : "On air since"}>
      {isEarlier && "before "}
      <Moment time={since} short zoned={!hasEnded} />
      {hasEnded && (
        <>
          {" to "}
          <Moment time={until} short zoned />
        </>
      )}
      {!isEarlier && until !== null && `, ${length}`}
    </Fact>
  );
}

function Feed({ feed }: { feed: string }) {
  return (
    <Fact label="Feed">
      <span title={feed} className="tabular-nums">
        {/* The beginning may be that of all feeds. */}
        {feed.length > 8 && "…"}
        {feed.slice(-8)}
      </span>
      <button
        type="button"
        aria-label="Copy feed id"
        data-tip="Copy"
        onClick={() => void copy(feed, "Feed id copied")}
        className="ms-1 inline-grid size-6 place-items-center rounded align-middle hover:bg-well pointer-coarse:-my-3 pointer-coarse:size-11 noscript:hidden"
      >
        <Icon name="copy" isAlone />
      </button>
    </Fact>
  );
}
