import { useShortcuts } from "#components/ui/use-shortcut.ts";
import type { Adjacent } from "#lib/model/adjacent.ts";
import { findAccount, type StreamPage } from "#lib/model/stream-page.ts";
import { DIM_IN_OUTAGE } from "./about.tsx";
import { PlaceLink } from "./place-link.tsx";
import type { Go } from "./use-moves.ts";
import { useSwipe } from "./use-swipe.ts";

/** Leads to the streams before and after on the wall: by link, by key and by swipe. */
export function AdjacentPages({ page, go }: { page: StreamPage; go: Go }) {
  const { previous, next } = page;
  const goTo = (to: Adjacent | null) => to !== null && go({ ...to, at: null });
  useShortcuts({ "[": () => goTo(previous), "]": () => goTo(next) });
  useSwipe((direction) => goTo(direction === "left" ? next : previous));
  if (previous === null && next === null) return null;
  return (
    <nav aria-label="Streams" className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <Card label="Previous" shortcut="[" page={page} to={previous} go={go} />
      <Card label="Next" shortcut="]" page={page} to={next} go={go} />
    </nav>
  );
}

type CardProps = { label: string; shortcut: string; page: StreamPage; to: Adjacent | null; go: Go };

/** At an end of the wall it leads nowhere. It is seen only while it has the focus, which it keeps. */
function Card({ label, shortcut, page, to, go }: CardProps) {
  const account = to === null ? null : findAccount(to.stream, page);
  return (
    <PlaceLink
      to={to === null ? page : { ...to, at: null }}
      go={to === null ? () => undefined : go}
      aria-disabled={to === null || undefined}
      aria-keyshortcuts={shortcut}
      tabIndex={to === null ? -1 : undefined}
      className="group flex min-w-0 items-center gap-2.5 rounded-lg aria-disabled:cursor-default aria-disabled:text-quiet aria-disabled:not-focus:sr-only pointer-coarse:min-h-11"
    >
      <span className="grid aspect-video w-18 shrink-0 overflow-hidden rounded bg-well">
        {to?.picture && (
          <img
            src={to.picture}
            alt=""
            loading="lazy"
            decoding="async"
            className={`size-full object-contain ${DIM_IN_OUTAGE}`}
          />
        )}
      </span>
      <span className="min-w-0 grow text-sm">
        <span className="block text-[0.8125rem] text-quiet">{label}</span>{" "}
        <span className="flex min-w-0 items-baseline gap-1.5">
          <span dir="auto" className="line-clamp-2 min-w-0 font-medium break-words group-hover:underline">
            {to === null ? "None" : to.name}
          </span>
          {[to?.source ?? null, account].map(
            (text) =>
              text !== null && (
                <span key={text} dir="auto" className="max-w-1/2 shrink-0 truncate rounded bg-well px-1.5">
                  {text}
                </span>
              ),
          )}
        </span>
      </span>
      <kbd className="rounded border border-edge px-1.5 font-sans text-xs text-quiet keyless:hidden">
        {shortcut}
      </kbd>
    </PlaceLink>
  );
}
