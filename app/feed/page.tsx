import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { History } from "#components/feed/history.tsx";
import { Message } from "#components/message.tsx";
import { viewerOfPage } from "#lib/access/index.ts";
import { parseFeedQuery, watchAddress } from "#lib/history/address.ts";
import { historyPage } from "#lib/history/index.ts";
import { streamId } from "#lib/provider/stream.ts";
import { settings } from "#lib/settings/index.ts";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const query = parseFeedQuery(await searchParams);
  return { title: query === null ? "Livewall" : `${query.stream.name} · Livewall` };
}

export default async function FeedPage({ searchParams }: Props) {
  const viewer = await viewerOfPage();
  const query = parseFeedQuery(await searchParams);
  if (query === null) notFound();
  const page = await historyPage(viewer, query);
  return (
    <main className="mx-auto max-w-7xl px-4 py-5 sm:px-6">
      <Link href="/" className="text-accent underline">
        All streams
      </Link>
      <div className="mt-2 mb-4 flex flex-wrap items-center justify-between gap-3">
        <h1 className="min-w-0 text-2xl font-semibold tracking-tight break-words">{query.stream.name}</h1>
        <a
          href={watchAddress(settings().gallery.watchUrl, streamId(query.stream))}
          target="_blank"
          rel="noreferrer"
          className="rounded-md border border-edge bg-card px-4 py-2 font-medium"
        >
          Watch live
        </a>
      </div>
      {page === null ? (
        <Message title="The store cannot be reached">
          <p>The history is kept in an S3 bucket, and it does not answer. Load this page again later.</p>
        </Message>
      ) : (
        <History query={query} page={page} now={requestTime()} />
      )}
    </main>
  );
}

function requestTime(): number {
  return Date.now();
}
