import { useEffect, useRef, useState } from "react";
import { Moment } from "#components/time/moment.tsx";
import { Img } from "#components/ui/img.tsx";
import type { HistoryFrame, HistoryPage } from "#lib/model/history.ts";
import type { StreamPage } from "#lib/model/stream-page.ts";
import { PlaceLink } from "./place-link.tsx";
import type { Go } from "./use-moves.ts";

type FilmProps = { page: StreamPage; history: HistoryPage; go: Go };

/** The pictures around the moment, as links. Without JavaScript, all of them are seen without scrolling sideways. */
export function Film({ page, history: { around, shown }, go }: FilmProps) {
  const strip = useRef<HTMLOListElement>(null);
  useEffect(() => {
    // Sideways only: the page itself must not move.
    const current = strip.current?.querySelector<HTMLElement>("[aria-current=true]");
    // A new frame leaves the strip where the viewer looks through it.
    if (!current || !strip.current || (page.at === null && strip.current.matches(":hover"))) return;
    const { left, width } = current.getBoundingClientRect();
    const middle = strip.current.getBoundingClientRect().left + strip.current.clientWidth / 2;
    strip.current.scrollLeft += left + width / 2 - middle;
  });
  return (
    <ol
      ref={strip}
      aria-label="Pictures around this moment"
      className="flex gap-2 overflow-x-auto p-1 pb-3 noscript:flex-wrap"
    >
      {around.map(({ feed, time, preview, original }) => (
        <li key={`${feed}/${time}`} className="w-28 shrink-0">
          <PlaceLink
            to={{ ...page, at: time }}
            go={go}
            aria-current={time === shown?.time && feed === shown.feed ? "true" : undefined}
            className="block rounded-lg text-center text-xs text-quiet aria-[current]:font-semibold aria-[current]:text-ink aria-[current]:*:first:outline-2 aria-[current]:*:first:outline-accent"
          >
            <FilmPicture preview={preview} original={original} />
            <Moment time={time} short />
          </PlaceLink>
        </li>
      ))}
    </ol>
  );
}

/** The small picture of a frame, or the original where there is no small one. */
function FilmPicture({ preview, original }: Pick<HistoryFrame, "preview" | "original">) {
  const [hasFailed, setHasFailed] = useState(false);
  return (
    <Img
      src={hasFailed ? (original ?? preview) : preview}
      alt=""
      width={112}
      height={63}
      loading="lazy"
      onFail={() => setHasFailed(true)}
      className="mb-1 aspect-video w-full rounded bg-well object-contain"
    />
  );
}
