import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { AdjacentLinks } from "#components/stream/adjacent.tsx";
import { Now } from "#components/stream/now.tsx";
import { Share } from "#components/stream/share.tsx";
import { History } from "#components/stream/history.tsx";
import { Message } from "#components/ui/message.tsx";
import { KeySheet } from "#components/wall/key-sheet.tsx";
import { RefreshWithoutScript } from "#components/wall/refresh.tsx";
import { app } from "#lib/app.ts";
import { previewOf } from "#lib/http/link-preview.ts";
import {
  embedAddress,
  feedAddress,
  parseFeedQuery,
  pictureAddress,
  watchAddress,
} from "#lib/model/routes.ts";
import { requireViewer } from "#lib/request.ts";
import { partMeant, WHOLE } from "#lib/model/part.ts";
import { tileOf } from "#lib/model/wall.ts";
import { findAdjacent } from "#lib/model/adjacent.ts";
import { streamId } from "#lib/model/stream.ts";
import { Icon } from "#components/ui/icon.tsx";

/** Given to the browser with the page, and not as code of it. */
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
  const { name } = query.stream;
  const title = query.at === null ? name : `${name}, ${utc(query.at)}`;
  return {
    title: `${title} · Livewall`,
    ...(query.at === null ? {} : { robots: { index: false, follow: false } }),
    ...previewOf(await headers(), title, pictureAddress(streamId(query.stream))),
  };
}

export default async function FeedPage({ searchParams }: Props) {
  const viewer = await requireViewer("/feed", await searchParams);
  const query = parseFeedQuery(await searchParams);
  if (query === null) notFound();
  const own = await app().gallery.wallOfStream(viewer, query.stream);
  const tile = own && tileOf(own.tiles, query);
  const part = partMeant(query, tile);
  const stream = streamId(query.stream);
  // A feed is followed for as long as it lasts, and its source for good.
  if (query.at === null && part.source !== query.source) redirect(feedAddress(stream, part, null));
  const [history, wall] = await Promise.all([
    // The feed of a source tells it where the frames themselves do not.
    app().past.page(viewer, await headers(), {
      ...query,
      ...part,
      feed: part.feed ?? (part.source && tile?.feed) ?? null,
    }),
    app().gallery.listTiles(viewer),
  ]);
  const isBusy = history === "busy";
  const page = isBusy ? null : history;
  const isPart = part.source !== null || part.feed !== null;
  const source = part.source ?? (isPart && tile ? tile.source : null);
  const moment = feedAddress(stream, part, query.at ?? page?.shown?.time ?? null);
  const isUnknown = query.at === null && page?.around.length === 0 && own !== null && tile === null;
  const isGone = query.at === null && own !== null && tile === null;
  return (
    <main className="mx-auto max-w-[max(80rem,var(--picture-height)*16/9)] px-4 py-5 sm:px-6">
      {(query.at === null || page === null) && <RefreshWithoutScript />}
      <AdjacentLinks
        here={feedAddress(stream, part, query.at)}
        {...findAdjacent(wall?.tiles ?? [], stream, isPart ? tile : null)}
      />
      <div className="mt-2 mb-4 flex flex-wrap items-center justify-between gap-3">
        <div className="min-w-0">
          <h1 dir="auto" className="text-left text-2xl font-semibold tracking-tight break-words">
            {query.stream.name}
            {source !== null && <span className="ms-3 text-lg font-normal text-quiet">{source}</span>}
          </h1>
          <Now
            key={stream}
            stream={stream}
            part={part}
            wall={own}
            newest={query.at === null ? (page?.shown?.time ?? 0) : null}
            until={page === null ? 0 : page.until}
            gone={query.at === null && !isUnknown && <Gone stream={stream} isPart={isPart} />}
          />
        </div>
        <div className="flex flex-wrap items-start gap-2">
          <Share
            moment={moment}
            // Another site's frame has no cookie of a private wall.
            embed={viewer.until === null ? embedAddress(stream, part) : null}
            name={query.stream.name}
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
      {isBusy ? (
        <Message title="Too much of the past is being read">
          <p>This page shows it in a few seconds, and tries again by itself.</p>
        </Message>
      ) : page === null ? (
        <Message title="The store cannot be reached">
          <p>The history is kept in an S3 bucket, and it does not answer. This page tries again by itself.</p>
        </Message>
      ) : isUnknown ? (
        <Message title={`Nothing is known of this ${part.source === null ? "stream" : "source"}`}>
          <p>No picture of it has come, or none is kept any more. As soon as one comes, it is shown here.</p>
        </Message>
      ) : (
        <History
          stream={query.stream}
          part={part}
          at={query.at}
          page={page}
          now={requestTime()}
          isGone={isGone}
        />
      )}
    </main>
  );
}

function Gone({ stream, isPart }: { stream: string; isPart: boolean }) {
  return (
    <p className="text-sm text-stalled">
      Not live: nothing newer of it is known.{" "}
      {isPart && (
        <a href={feedAddress(stream, WHOLE, null)} className="text-accent underline">
          What the stream shows now
        </a>
      )}
    </p>
  );
}

/** Who reads it is not known, nor their zone. */
function utc(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

function requestTime(): number {
  return Date.now();
}
