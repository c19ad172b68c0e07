import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { latestMoment } from "#components/playback/moments.ts";
import { findOnAir } from "#components/stream/coverage-marks.ts";
import { firstStretch } from "#components/stream/first-stretch.ts";
import { Stream } from "#components/stream/stream.tsx";
import { WithoutScript } from "#components/stream/without-script.tsx";
import { KeySheet } from "#components/wall/key-sheet.tsx";
import { RefreshWithoutScript } from "#components/wall/refresh.tsx";
import { app } from "#lib/app.ts";
import { toLinkPreview } from "#lib/http/link-preview.ts";
import {
  feedAddress,
  hasWrongTime,
  parseFeedQuery,
  pictureAddress,
  toStreamQuery,
  type FeedQuery,
} from "#lib/model/routes.ts";
import { toLabel, toTitle, type StreamPage } from "#lib/model/stream-page.ts";
import { findClient, findViewer, keepUnshared, requireViewer } from "#lib/request.ts";

/** Sent with the page, and not as code. */
const KEYS = [
  ["← →", "previous / next picture"],
  ["Home", "the latest picture"],
  ["Space", "play or pause"],
  ["N / Shift N", "next / previous fault"],
  ["+ −", "zoom the timeline"],
  ["[ ]", "previous / next stream"],
  ["F", "enlarge the picture"],
  ["?", "keyboard shortcuts"],
  ["Esc", "close"],
] as const;

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** The page and its metadata show the same. Null without access. @param query of the address, in JSON */
const open = cache(async (query: string): Promise<StreamPage | null> => {
  const viewer = await findViewer();
  if (viewer === null) return null;
  return app().streamPages.open(viewer, await findClient(), JSON.parse(query) as FeedQuery);
});

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const query = parseFeedQuery(await searchParams);
  const page = query && (await open(JSON.stringify(query)));
  if (page === null) return { title: "Livewall" };
  const { stream, selection, at, history } = page;
  const title = toTitle(toLabel(page), at);
  const shown = history === "busy" || history === null ? null : history.shown;
  return {
    title: `${title} · Livewall`,
    ...(at === null ? {} : { robots: { index: false, follow: false } }),
    ...toLinkPreview(app().settings.publicUrl, {
      title,
      description: at === null ? "The latest picture of this stream." : "A picture of this stream.",
      address: feedAddress(stream, selection, at),
      picture: {
        url: pictureAddress(stream, selection, at),
        ...(at === null || shown === null ? {} : { width: shown.width, height: shown.height }),
      },
    }),
  };
}

export default async function FeedPage({ searchParams }: Props) {
  const viewer = await requireViewer("/feed", await searchParams);
  const parameters = await searchParams;
  const query = parseFeedQuery(parameters);
  if (query === null) notFound();
  const page = await open(JSON.stringify(query));
  if (page === null) notFound();
  const { stream, selection, at, history, wall } = page;
  // A source outlasts its feeds.
  if (at === null && selection.source !== query.source) redirect(feedAddress(stream, selection, null));
  const isRead = history !== null && history !== "busy";
  if (!isRead || wall === null) keepUnshared();
  const now = requestTime();
  const stretch = firstStretch(page, now);
  const of = { stream: query.stream, ...selection };
  const coverage = isRead ? await app().past.coverage(viewer, await findClient(), of, stretch) : null;
  const hasPicture = isRead && history.shown !== null;
  const known = coverage && { query: toStreamQuery(stream, selection), stretch, coverage };
  return (
    <>
      {(at === null || !isRead) && <RefreshWithoutScript />}
      <Stream
        initial={page}
        clocks={wall ?? { now, asOf: now }}
        watchTemplate={app().settings.gallery.watchUrl}
        canEmbed={viewer.until === null}
        hasWrongTime={hasWrongTime(parameters)}
        coverage={known}
        onAir={
          known && hasPicture
            ? findOnAir(known.coverage, known.stretch, at ?? latestMoment(now), latestMoment(now))
            : null
        }
        keys={<KeySheet keys={KEYS} />}
        links={
          <WithoutScript page={page} shownAt={isRead ? (history.shown?.time ?? null) : null} now={now} />
        }
      />
    </>
  );
}

function requestTime(): number {
  return Date.now();
}
