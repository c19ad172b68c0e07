import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { AdjacentLinks } from "#components/stream/adjacent.tsx";
import { Now } from "#components/stream/now.tsx";
import { Share } from "#components/stream/share.tsx";
import { History } from "#components/stream/history.tsx";
import { TEXT_LINK } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Message } from "#components/ui/message.tsx";
import { KeySheet } from "#components/wall/key-sheet.tsx";
import { RefreshWithoutScript } from "#components/wall/refresh.tsx";
import { app } from "#lib/app.ts";
import { toLinkPreview } from "#lib/http/link-preview.ts";
import {
  embedAddress,
  feedAddress,
  parseFeedQuery,
  pictureAddress,
  watchAddress,
} from "#lib/model/routes.ts";
import { findClient, keepUnshared, requireViewer } from "#lib/request.ts";
import { resolveSelection, ALL } from "#lib/model/selection.ts";
import { showName } from "#lib/model/show-name.ts";
import { findTile } from "#lib/model/wall.ts";
import { findAdjacent } from "#lib/model/adjacent.ts";
import { streamId } from "#lib/model/stream.ts";

/** Sent with the page, and not as code. */
const KEYS = [
  ["← →", "the frame before, or after"],
  ["Home", "the newest frame"],
  ["Space", "play or pause"],
  ["n N", "the next fault, or the one before"],
  ["[ ]", "the stream before, or after"],
  ["?", "these keys"],
  ["Esc", "close"],
] as const;

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const query = parseFeedQuery(await searchParams);
  if (query === null) return { title: "Livewall" };
  const name = showName(query.stream.name);
  const title = query.at === null ? name : `${name}, ${toUtc(query.at)}`;
  return {
    title: `${title} · Livewall`,
    ...(query.at === null ? {} : { robots: { index: false, follow: false } }),
    ...toLinkPreview(app().settings.publicUrl, title, pictureAddress(streamId(query.stream))),
  };
}

export default async function FeedPage({ searchParams }: Props) {
  const viewer = await requireViewer("/feed", await searchParams);
  const query = parseFeedQuery(await searchParams);
  if (query === null) notFound();
  const own = await app().gallery.wallOfStream(viewer, query.stream);
  const tile = own && findTile(own.tiles, query);
  const selection = resolveSelection(query, tile);
  const stream = streamId(query.stream);
  const name = showName(query.stream.name);
  // A source outlasts its feeds.
  if (query.at === null && selection.source !== query.source) redirect(feedAddress(stream, selection, null));
  const [history, wall] = await Promise.all([
    // Frames that do not tell their source are found by its feed.
    app().past.page(viewer, await findClient(), {
      ...query,
      ...selection,
      feed: selection.feed ?? (selection.source && tile?.feed) ?? null,
    }),
    app().gallery.listTiles(viewer),
  ]);
  const page = history === "busy" ? null : history;
  if (page === null || own === null || wall === null) keepUnshared();
  const shown = page?.shown?.time;
  const hasSelection = selection.source !== null || selection.feed !== null;
  const source = selection.source ?? (hasSelection && tile ? tile.source : null);
  const isGone = query.at === null && own !== null && tile === null;
  const isUnknown = isGone && page?.around.length === 0;
  return (
    <main className="mx-auto max-w-[max(80rem,var(--picture-height)*16/9)] px-4 py-5 sm:px-6">
      {(query.at === null || page === null) && <RefreshWithoutScript />}
      <AdjacentLinks
        here={feedAddress(stream, selection, query.at)}
        {...findAdjacent(wall?.tiles ?? [], stream, hasSelection ? tile : null)}
      />
      <div className="mt-2 mb-4 flex flex-wrap items-center justify-between gap-3">
        <div className="min-w-0">
          <h1 dir="auto" className="text-left text-2xl font-semibold tracking-tight break-words">
            {name}
            {source !== null && (
              <span className="ms-3 text-lg font-normal text-quiet">{showName(source)}</span>
            )}
          </h1>
          <Now
            key={stream}
            stream={stream}
            selection={selection}
            wall={own}
            newest={query.at === null ? (shown ?? 0) : null}
            until={page === null ? 0 : page.until}
            // Shown once a poll finds no tile, even if the page had one.
            gone={query.at === null && !isUnknown && <Gone stream={stream} hasSelection={hasSelection} />}
          />
        </div>
        <div className="flex flex-wrap items-start gap-2">
          <Share
            moment={feedAddress(stream, selection, query.at ?? shown ?? null)}
            // Another site's frame has no cookie of a private wall.
            embed={viewer.until === null ? embedAddress(stream, selection) : null}
            name={name}
          />
          <a
            href={watchAddress(app().settings.gallery.watchUrl, stream)}
            target="_blank"
            rel="noreferrer"
            className="rounded-md border border-accent bg-accent px-3 py-1.5 text-sm font-medium text-page max-sm:order-first"
          >
            Watch live <Icon name="external-link" />
          </a>
          <div className="text-sm noscript:hidden">
            <KeySheet keys={KEYS} />
          </div>
        </div>
      </div>
      {history === "busy" ? (
        <Message title="Too much of the past is being read">
          <p>This page tries again in a few seconds.</p>
        </Message>
      ) : page === null ? (
        <Message title="The bucket cannot be reached">
          <p>The history is kept in an S3 bucket, which does not answer. This page tries again by itself.</p>
        </Message>
      ) : isUnknown ? (
        <Message title={`Nothing is known of this ${selection.source === null ? "stream" : "source"}`}>
          <p>No picture of it has arrived, or none is kept. This page shows the next one.</p>
        </Message>
      ) : (
        <History
          stream={stream}
          name={name}
          selection={selection}
          at={query.at}
          page={page}
          now={requestTime()}
          isGone={isGone}
        />
      )}
    </main>
  );
}

function Gone({ stream, hasSelection }: { stream: string; hasSelection: boolean }) {
  return (
    <p className="text-sm text-stalled">
      Not live: nothing newer of it is known.{" "}
      {hasSelection && (
        <a href={feedAddress(stream, ALL, null)} className={TEXT_LINK}>
          Show the whole stream
        </a>
      )}
    </p>
  );
}

/** In UTC, since the zone of the reader is unknown. */
function toUtc(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

function requestTime(): number {
  return Date.now();
}
