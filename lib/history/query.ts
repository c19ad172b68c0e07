import { z } from "zod";
import type { Span } from "#lib/model/coverage.ts";
import type { Selection } from "#lib/model/selection.ts";
import { MAX_PARAMETERS, WHOLE_NUMBER } from "#lib/model/api-parameters.ts";
import { isCountable } from "#lib/model/live-counts.ts";
import { MAX_PICTURES, MAX_STREAMS } from "#lib/model/past.ts";
import { isFeedId, isSource, parseStream, type Stream } from "#lib/model/stream.ts";
import { isStretch, MAX_MS } from "#lib/model/stretches.ts";

/** Moments of the past, and streams; none for all that were on. */
export type PastQuery = {
  readonly streams: readonly Stream[];
  /** ms since 1970, ascending. */
  readonly moments: readonly number[];
};

type CoverageQuery = Selection & { readonly stream: Stream; readonly stretch: Span };

/** The fault of a query, in words. */
export type Rejected = { readonly fault: string };

const MAX_MOMENTS = 48;
/** Characters of a fault, which may quote the names of unknown parameters. */
const MAX_FAULT_LENGTH = 200;
const STEP_S = 30;
/** The wall is composed for moments on this grid, so that viewers share it: it takes long at 10,000 feeds. */
const WALL_GRID_MS = 30_000;
const MAX_SPAN_S = 8 * 3_600;
/** So that the last of the moments is still a time of 13 digits. */
const LATEST = 9_990_000_000_000;
const HOUR_MS = 3_600_000;

const stream = z.string().transform((id, context) => {
  const parsed = parseStream(id);
  if (parsed !== null) return parsed;
  context.addIssue("is no stream");
  return z.NEVER;
});
const whole = (max: number) =>
  z.string().regex(WHOLE_NUMBER, "is no whole number").transform(Number).pipe(z.number().min(1).max(max));
/** Given exactly once. */
const one = <T extends z.ZodType>(type: T) => z.tuple([type]).transform(([value]) => value);
const optional = <T extends z.ZodType>(type: T) => one(type).optional();

const past = z
  .strictObject({
    stream: z.array(stream).max(MAX_STREAMS).default([]),
    at: one(whole(LATEST)),
    step: optional(whole(MAX_SPAN_S)).default(STEP_S),
    count: optional(whole(MAX_MOMENTS)).default(1),
  })
  .refine(({ stream, count }) => stream.length * count <= MAX_PICTURES, {
    path: ["count"],
    message: `asks for more than ${MAX_PICTURES} pictures`,
  })
  .refine(({ stream, count }) => stream.length > 0 || count === 1, {
    path: ["stream"],
    message: "is missing: the wall is told for one moment at a time",
  })
  .refine(({ step, count }) => step * (count - 1) <= MAX_SPAN_S, {
    path: ["step"],
    message: "asks for more than eight hours",
  })
  .transform(({ stream: streams, at, step, count }): PastQuery => {
    if (streams.length === 0) return { streams, moments: [Math.ceil(at / WALL_GRID_MS) * WALL_GRID_MS] };
    return { streams, moments: Array.from({ length: count }, (_, place) => at + place * step * 1_000) };
  });

const history = past.transform(({ streams: [stream, ...others], moments }, context) => {
  if (stream !== undefined && others.length === 0) return { stream, moments };
  context.addIssue({ code: "custom", path: ["stream"], message: "is to be given once" });
  return z.NEVER;
});

const coverage = z
  .strictObject({
    stream: one(stream),
    source: optional(z.string().refine(isSource, "is no source")),
    feed: optional(z.string().refine(isFeedId, "is no feed")),
    from: one(whole(LATEST)),
    to: one(whole(LATEST)),
  })
  .refine(({ source, feed }) => source === undefined || feed === undefined, {
    path: ["feed"],
    message: "and source exclude each other",
  })
  .refine(({ from, to }) => isStretch([from, to]), { path: ["from"], message: "and to are no stretch" })
  .transform(({ from, to, stream, source = null, feed = null }): CoverageQuery => ({
    stream,
    source,
    feed,
    stretch: [from, to],
  }));

const counts = z
  .strictObject({ from: one(whole(LATEST)), to: one(whole(LATEST)) })
  .refine(({ from, to }) => isCountable([from, to]), { path: ["from"], message: "and to are no stretch" })
  .transform(({ from, to }): { readonly stretch: Span } => ({ stretch: [from, to] }));

const hours = z
  .strictObject({ from: one(whole(LATEST)), to: one(whole(LATEST)) })
  .refine(({ from, to }) => from < to && to - from <= MAX_MS && from % HOUR_MS === 0 && to % HOUR_MS === 0, {
    path: ["from"],
    message: "and to are no stretch of full hours",
  })
  .transform(({ from, to }): { readonly stretch: Span } => ({ stretch: [from, to] }));

/**
 * Reads `?at=<ms since 1970>` with any number of `&stream=`, and `&step=<seconds>&count=<moments>` for further moments after
 * the first. Without streams, the moment is the next half minute.
 */
export const parsePastQuery = createParser(past);
/** Reads the same query of exactly one stream. */
export const parseHistoryQuery = createParser(history);
/** Reads `?stream=&from=&to=`, with `&source=` or `&feed=` for a selection. */
export const parseCoverageQuery = createParser(coverage);
/** Reads `?from=&to=` of at most 31 days. */
export const parseCountsQuery = createParser(counts);
/** Reads `?from=&to=` of full hours. */
export const parseHoursQuery = createParser(hours);

function createParser<T>(type: z.ZodType<T>): (parameters: URLSearchParams) => T | Rejected {
  return (parameters) => {
    if (parameters.size > MAX_PARAMETERS) return { fault: "the query: has too many parameters" };
    const given = Object.fromEntries([...parameters.keys()].map((name) => [name, parameters.getAll(name)]));
    const parsed = type.safeParse(given);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    const where = issue?.path.map(String).join(".");
    const fault = `${where === "" || where === undefined ? "the query" : where}: ${issue?.message}`;
    return { fault: fault.slice(0, MAX_FAULT_LENGTH) };
  };
}
