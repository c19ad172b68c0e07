import { parseMoment, type Parameters } from "./parameters.ts";
import { ALL, type Selection } from "./selection.ts";
import { isFeedId, isSource, parseStream, type Stream } from "#lib/model/stream.ts";

/** What the address of a stream's page says. */
export type FeedQuery = Selection & {
  readonly stream: Stream;
  /** ms since 1970; null for now. */
  readonly at: number | null;
};

/** The address of a stream's page. The name is free text, slashes included, so it is no part of the path. */
export function feedAddress(stream: string, selection: Selection, at: number | null): string {
  const moment = at === null ? "" : `&at=${new Date(at).toISOString()}`;
  return `/feed?${toStreamQuery(stream, selection)}${moment}`;
}

/** The address of the newest picture alone, for frames on other pages. */
export function embedAddress(stream: string, selection: Selection): string {
  return `/embed?${toStreamQuery(stream, selection)}`;
}

/** The query of a selection, in addresses of pages and of data. */
export function toStreamQuery(stream: string, { source, feed }: Selection): string {
  const query = new URLSearchParams({ stream });
  if (source !== null) query.set("source", source);
  if (feed !== null) query.set("feed", feed);
  return query.toString();
}

/** The address of the data of a stream's page. */
export function momentAddress(stream: string, selection: Selection, at: number | null): string {
  return feedAddress(stream, selection, at).replace("/feed", "/api/moment");
}

/** The address that redirects to a picture: the newest one of a stream, or that of a moment. */
export function pictureAddress(stream: string, selection = ALL, at: number | null = null): string {
  return feedAddress(stream, selection, at).replace("/feed", "/api/picture");
}

/** The address that answers the size of the original that a feed made at a time, ms since 1970. */
export function sizeAddress(stream: string, feed: string, time: number): string {
  return `${pictureAddress(stream, { source: null, feed }, time)}&as=size`;
}

/** Reads the address, and a time that is none as now. Null when it names no stream. */
export function parseFeedQuery(query: Parameters): FeedQuery | null {
  const { stream: id, source = null, feed = null, at } = query;
  const stream = typeof id === "string" ? parseStream(id) : null;
  const moment = parseMoment(at);
  if (stream === null) return null;
  if (source !== null && (typeof source !== "string" || source === "" || !isSource(source))) return null;
  if (feed !== null && (typeof feed !== "string" || !isFeedId(feed))) return null;
  return { stream, source, feed, at: moment };
}

/** Whether an address has a time that cannot be read. */
export function hasWrongTime({ at }: Parameters): boolean {
  return at !== undefined && parseMoment(at) === null;
}

/** Where a stream is watched live. @param template holds `{streamId}` */
export function watchAddress(template: string, stream: string): string {
  // Encoded whole, so that no name reaches into the rest of the address.
  return template.replaceAll("{streamId}", () => encodeURIComponent(stream));
}
