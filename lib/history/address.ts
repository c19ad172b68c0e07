import { isFeedId, parseStream, type Stream } from "#lib/provider/stream.ts";

/** What the address of a feed's page says. */
export type FeedQuery = {
  readonly stream: Stream;
  /** Null for all feeds of the stream. */
  readonly feed: string | null;
  /** ms since 1970; null for now. */
  readonly at: number | null;
};

const MAX_TIME = 9_999_999_999_999;

/** The address of a stream's page. The name is free text, slashes included, so it is no part of the path. */
export function feedAddress(stream: string, feed: string | null, at: number | null): string {
  const query = new URLSearchParams({ stream });
  if (feed !== null) query.set("feed", feed);
  if (at !== null) query.set("at", new Date(at).toISOString());
  return `/feed?${query.toString()}`;
}

/** The address of a stream's newest picture alone, for frames on other pages. */
export function embedAddress(stream: string): string {
  return `/embed?${new URLSearchParams({ stream }).toString()}`;
}

/** The address that always leads to a stream's newest picture. */
export function pictureAddress(stream: string): string {
  return `/api/picture?${new URLSearchParams({ stream }).toString()}`;
}

/** Reads the address. Null when it names no stream, or a time that is none. */
export function parseFeedQuery(query: Record<string, string | string[] | undefined>): FeedQuery | null {
  const { stream: id, feed = null, at } = query;
  const stream = typeof id === "string" ? parseStream(id) : null;
  if (stream === null || Array.isArray(feed) || Array.isArray(at)) return null;
  if (feed !== null && !isFeedId(feed)) return null;
  const time = at === undefined ? null : Date.parse(at);
  if (time !== null && !(time >= 0 && time <= MAX_TIME)) return null;
  return { stream, feed, at: time };
}

/** Where a stream is watched live. @param template holds `{streamId}` */
export function watchAddress(template: string, stream: string): string {
  // Encoded whole, so that no name reaches into the rest of the address.
  return template.replaceAll("{streamId}", () => encodeURIComponent(stream));
}
