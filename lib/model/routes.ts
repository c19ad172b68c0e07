import type { Part } from "./part.ts";
import { isFeedId, isSource, parseStream, type Stream } from "#lib/model/stream.ts";

/** What the address of a stream's page says. */
export type FeedQuery = Part & {
  readonly stream: Stream;
  /** ms since 1970; null for now. */
  readonly at: number | null;
};

const MAX_TIME = 9_999_999_999_999;

/** The address of a stream's page. The name is free text, slashes included, so it is no part of the path. */
export function feedAddress(stream: string, part: Part, at: number | null): string {
  if (at !== null) return momentsOf(stream, part) + new Date(at).toISOString();
  return `/feed?${queryOf(stream, part)}`;
}

/** What the addresses of all moments of a part of a stream begin with; they end with the time. */
export function momentsOf(stream: string, part: Part): string {
  return `/feed?${queryOf(stream, part)}&at=`;
}

/** The address of the newest picture alone, for frames on other pages. */
export function embedAddress(stream: string, part: Part): string {
  return `/embed?${queryOf(stream, part)}`;
}

/** How addresses of pages and of data name a part of a stream. */
export function queryOf(stream: string, { source, feed }: Part): string {
  const query = new URLSearchParams({ stream });
  if (source !== null) query.set("source", source);
  if (feed !== null) query.set("feed", feed);
  return query.toString();
}

/** The address that always leads to a stream's newest picture. */
export function pictureAddress(stream: string): string {
  return `/api/picture?${new URLSearchParams({ stream }).toString()}`;
}

/** Reads the address. Null when it names no stream, or a time that is none. */
export function parseFeedQuery(query: Record<string, string | string[] | undefined>): FeedQuery | null {
  const { stream: id, source = null, feed = null, at } = query;
  const stream = typeof id === "string" ? parseStream(id) : null;
  if (stream === null || Array.isArray(source) || Array.isArray(feed) || Array.isArray(at)) return null;
  if (source !== null && (source === "" || !isSource(source))) return null;
  if (feed !== null && !isFeedId(feed)) return null;
  const time = at === undefined ? null : Date.parse(at);
  if (time !== null && !(time >= 0 && time <= MAX_TIME)) return null;
  return { stream, source, feed, at: time };
}

/** Where a stream is watched live. @param template holds `{streamId}` */
export function watchAddress(template: string, stream: string): string {
  // Encoded whole, so that no name reaches into the rest of the address.
  return template.replaceAll("{streamId}", () => encodeURIComponent(stream));
}
