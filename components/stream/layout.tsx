import type { ConnectionStatus } from "#components/data/connection-status.tsx";
import { embedAddress, watchAddress } from "#lib/model/routes.ts";
import type { WallTile } from "#lib/model/wall.ts";
import { FavouriteButton, Sources } from "./about.tsx";
import { AdjacentPages } from "./adjacent.tsx";
import type { OnAir } from "./coverage-marks.ts";
import type { DeckProps, Moved } from "./deck.tsx";
import { Details } from "./details.tsx";
import { Film } from "./film.tsx";
import { CompareLink, Header } from "./header.tsx";
import { LateDeck } from "./lazy-deck.tsx";
import { Share } from "./share.tsx";
import { EnlargeButton, Missing, Stage } from "./stage.tsx";
import { Notice, Status } from "./status.tsx";
import type { StreamProps } from "./stream.tsx";
import { addressOf, type Go } from "./use-moves.ts";
import { toHistory, type StreamData } from "./use-stream.ts";

type LayoutProps = StreamProps & {
  data: StreamData;
  go: Go;
  moved: Moved | null;
  tiles: readonly WallTile[];
  tile: WallTile | null;
  onAir: OnAir | null;
  label: string;
  asOf: number;
  outage: ConnectionStatus;
  isRefused: boolean;
  onRetry: () => void;
  zoom: { open: () => void };
  deck: Omit<DeckProps, "onReady">;
};

/** The panel is beside the picture from 1024 px, and on a phone on its side; else below the transport. */
const GRID =
  "grid gap-x-6 gap-y-4 px-4 pb-6 sm:px-6 [grid-template-areas:'picture'_'timeline'_'transport'_'about'_'details'_'film'] " +
  "lg:[--picture-height:max(0.5*var(--spacing-window),var(--spacing-window)-18.5rem)] lg:grid-rows-[auto_1fr] " +
  "lg:grid-cols-[minmax(0,calc(var(--picture-height)*16/9))_minmax(19.5rem,1fr)] lg:[grid-template-areas:'picture_about'_'picture_details'_'timeline_timeline'_'transport_transport'_'film_film'] " +
  "sm:max-lg:landscape:[--picture-height:max(12rem,var(--spacing-window)-8.5rem)] sm:max-lg:landscape:grid-rows-[1fr_auto] " +
  "sm:max-lg:landscape:grid-cols-[minmax(0,calc(var(--picture-height)*16/9))_minmax(21.5rem,1fr)] sm:max-lg:landscape:[grid-template-areas:'picture_about'_'picture_transport'_'timeline_timeline'_'details_details'_'film_film']";

/** The parts of a stream's page in their places. */
export function Layout(props: LayoutProps) {
  const { data, go, moved, tile, tiles, label } = props;
  const { page } = data;
  const { stream, selection, at } = page;
  const history = toHistory(page);
  const shown = history?.shown ?? null;
  const isPast = moved !== null || at !== null;
  const isUnknown = at === null && tile === null && history?.around.length === 0;
  const [account = ""] = stream.split("/");
  const text = props.isRefused ? "Too many requests for history. Trying again…" : null;
  if (history === null || isUnknown)
    return (
      <>
        <Header>{props.keys}</Header>
        {/* The message tells of an outage of the store. */}
        {isUnknown && <Notice {...props} status={props.outage} text={text} />}
        <Missing page={page} isPart={selection.source !== null || selection.feed !== null} />
      </>
    );
  const isOutage = props.outage !== "connected";
  const here = { ...page, at: moved?.moment ?? at ?? shown?.time ?? null };
  return (
    <>
      <Header>
        {shown !== null && <EnlargeButton onOpen={props.zoom.open} className="sm:hidden noscript:hidden" />}
        <Share
          title={label}
          moment={here.at}
          address={{
            moment: addressOf(here),
            latest: addressOf({ ...page, at: null }),
            embed: props.canEmbed ? embedAddress(stream, selection) : null,
          }}
          shown={shown}
          download={history.download}
        />
        <CompareLink of={page} at={isPast ? here.at : null} />
        {props.keys}
      </Header>
      {props.hasWrongTime && data.place.at === null && (
        <p role="status" className="px-4 pt-3 text-sm max-sm:pb-3 sm:px-6">
          The time in this link is not valid. Showing the latest picture.
        </p>
      )}
      <main className={`${GRID} ${shown === null ? "pt-4" : "sm:pt-4"}`}>
        <div className={`relative [grid-area:picture] ${shown === null ? "" : "max-sm:-mx-4"}`}>
          <Stage
            key={addressOf({ ...page, at: null })}
            {...{ page, shown, label, moved }}
            isDimmed={isOutage}
            onOpen={props.zoom.open}
          />
          {/* Over the old picture, beside the button that enlarges it: nothing moves when an outage begins or ends. */}
          <div className="absolute inset-x-0 top-0 [&>div]:m-2 sm:[&>div]:me-14">
            <Notice asOf={props.asOf} status={props.outage} text={text} onRetry={props.onRetry} />
          </div>
        </div>
        {/* In the order of a phone, so that a page that comes in parts moves nothing. */}
        <LateDeck {...props.deck} />
        <div className="min-w-0 space-y-3 [grid-area:about]">
          <div>
            <div className="flex items-start justify-between gap-2">
              <h1 dir="auto" className="min-w-0 text-left text-[1.375rem]/7 font-semibold break-words">
                {page.name}
                {page.source !== null && tiles.length < 2 && (
                  <span className="ms-2 text-base font-normal text-quiet">{page.source}</span>
                )}
              </h1>
              {tile !== null && <FavouriteButton tile={tile} />}
            </div>
            <p className="min-h-5 text-[0.8125rem]/5 text-quiet">
              <Status {...{ page, history, tile, moved }} />
            </p>
          </div>
          <Sources page={page} tiles={tiles} tile={tile} go={go} hasPictures={!isPast} />
        </div>
        <div className="flex min-w-0 flex-col justify-between gap-6 [grid-area:details]">
          <Details
            history={history}
            account={account}
            watch={watchAddress(props.watchTemplate, stream)}
            onAir={props.onAir}
          />
          <AdjacentPages page={page} go={go} />
        </div>
        <div className="min-w-0 [grid-area:film]">
          {props.links}
          <Film page={page} history={history} go={go} />
        </div>
      </main>
    </>
  );
}
