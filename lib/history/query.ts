import { z } from "zod";
import type { Span } from "#lib/model/coverage.ts";
import type { Selection } from "#lib/model/selection.ts";
import { MAX_PICTURES, MAX_STREAMS } from "#lib/model/past.ts";
import { isFeedId, isSource, parseStream, type Stream } from "#lib/model/stream.ts";
import { isStretch, MAX_MS } from "#lib/model/stretches.ts";

/** Moments of the past, and streams; none for all that were on. */
export type PastQuery = {
  readonly streams: readonly Stream[];
  /** ms since 1970, ascending. */
  readonly moments: readonly number[];
};

export type CoverageQuery = Selection & { readonly stream: Stream; readonly stretch: Span };

/** The fault of a query, in words. */
export type Rejected = { readonly fault: string };

const MAX_MOMENTS = 48;
/** No valid query has more. Reading thousands of them takes seconds. */
const MAX_PARAMETERS = MAX_STREAMS + 3;
const STEP_S = 30;
/** The wall is told for moments on this grid, so that all viewers share what is composed: it takes long at 10,000 feeds. */
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
  z
    .string()
    .regex(/^\d{1,13}$/, "is no whole number")
    .transform(Number)
    .pipe(z.number().min(1).max(max));
/** Given exactly once. */
const one = <T extends z.ZodType>(type: T) => z.tuple([type]);

const past = z
  .strictObject({
    stream: z.array(stream).max(MAX_STREAMS).default([]),
    at: one(whole(LATEST)),
    step: one(whole(MAX_SPAN_S)).optional(),
    count: one(whole(MAX_MOMENTS)).optional(),
  })
  .refine(({ stream, count }) => stream.length * (count?.[0] ?? 1) <= MAX_PICTURES, {
    path: ["count"],
    message: `asks for more than ${MAX_PICTURES} pictures`,
  })
  .refine(({ stream, count }) => stream.length > 0 || (count?.[0] ?? 1) === 1, {
    path: ["stream"],
    message: "is missing: the wall is told for one moment at a time",
  })
  .refine(({ step, count }) => (step?.[0] ?? STEP_S) * ((count?.[0] ?? 1) - 1) <= MAX_SPAN_S, {
    path: ["step"],
    message: "asks for more than eight hours",
  });

const coverage = z
  .strictObject({
    stream: one(stream),
    source: one(z.string().refine(isSource, "is no source")).optional(),
    feed: one(z.string().refine(isFeedId, "is no feed")).optional(),
    from: one(whole(LATEST)),
    to: one(whole(LATEST)),
  })
  .refine(({ source, feed }) => source === undefined || feed === undefined, {
    path: ["feed"],
    message: "and source exclude each other",
  })
  .refine(({ from, to }) => isStretch([from[0], to[0]]), {
    path: ["from"],
    message: "and to are no stretch",
  });

const hours = z
  .strictObject({ from: one(whole(LATEST)), to: one(whole(LATEST)) })
  .refine(
    ({ from: [from], to: [to] }) =>
      from < to && to - from <= MAX_MS && from % HOUR_MS === 0 && to % HOUR_MS === 0,
    { path: ["from"], message: "and to are no stretch of full hours" },
  );

/**
 * Reads `?at=<ms since 1970>` with any number of `&stream=`, and `&step=<seconds>&count=<moments>` for further moments after
 * the first. Without streams, the moment is the next half minute.
 *
 * @returns the fault in words, where it is no such query
 */
export function parsePastQuery(parameters: URLSearchParams): PastQuery | Rejected {
  const parsed = parse(past, parameters);
  if ("fault" in parsed) return parsed;
  const { stream: streams, at, step, count } = parsed.data;
  if (streams.length === 0) return { streams, moments: [Math.ceil(at[0] / WALL_GRID_MS) * WALL_GRID_MS] };
  const stepMs = (step?.[0] ?? STEP_S) * 1000;
  const moments = Array.from({ length: count?.[0] ?? 1 }, (_, place) => at[0] + place * stepMs);
  return { streams, moments };
}

/** Reads the same query of exactly one stream. */
export function parseHistoryQuery(
  parameters: URLSearchParams,
): { readonly stream: Stream; readonly moments: readonly number[] } | Rejected {
  const parsed = parsePastQuery(parameters);
  if ("fault" in parsed) return parsed;
  const [stream, ...others] = parsed.streams;
  if (stream === undefined || others.length > 0) return { fault: "stream: is to be given once" };
  return { stream, moments: parsed.moments };
}

/** Reads `?stream=&from=&to=`, with `&source=` or `&feed=` for a selection. */
export function parseCoverageQuery(parameters: URLSearchParams): CoverageQuery | Rejected {
  const parsed = parse(coverage, parameters);
  if ("fault" in parsed) return parsed;
  const { stream, source, feed, from, to } = parsed.data;
  return {
    stream: stream[0],
    source: source?.[0] ?? null,
    feed: feed?.[0] ?? null,
    stretch: [from[0], to[0]],
  };
}

/** Reads `?from=&to=` of full hours. */
export function parseHoursQuery(parameters: URLSearchParams): { readonly stretch: Span } | Rejected {
  const parsed = parse(hours, parameters);
  return "fault" in parsed ? parsed : { stretch: [parsed.data.from[0], parsed.data.to[0]] };
}

function parse<T extends z.ZodType>(
  type: T,
  parameters: URLSearchParams,
): { readonly data: z.infer<T> } | Rejected {
  if (parameters.size > MAX_PARAMETERS) return { fault: "the query: has too many parameters" };
  const given = Object.fromEntries([...parameters.keys()].map((name) => [name, parameters.getAll(name)]));
  const parsed = type.safeParse(given);
  if (parsed.success) return { data: parsed.data };
  const [issue] = parsed.error.issues;
  const where = issue?.path.map(String).join(".");
  return { fault: `${where === "" || where === undefined ? "the query" : where}: ${issue?.message}` };
}
