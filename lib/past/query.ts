import { z } from "zod";
import { parseStream, type Stream } from "#lib/model/stream.ts";
import { MOST_PICTURES, MOST_STREAMS } from "./wire.ts";

/** What a viewer asks of the past. */
export type PastQuery = {
  readonly streams: readonly Stream[];
  /** ms since 1970, ascending. */
  readonly moments: readonly number[];
};

const MOST_MOMENTS = 48;
const STEP_S = 30;
/** Of a stream's history, a page of eight hours is read at a time: so one request needs two of them at most. */
const LONGEST_S = 8 * 3_600;
/** So that the last of the moments is still a time of 13 digits. */
const LATEST = 9_990_000_000_000;

const stream = z.string().transform((id, context) => {
  const parsed = parseStream(id);
  if (parsed !== null) return parsed;
  context.addIssue("is no stream");
  return z.NEVER;
});
const whole = (most: number) =>
  z
    .string()
    .regex(/^\d{1,13}$/, "is no whole number")
    .transform(Number)
    .pipe(z.number().min(1).max(most));

const query = z
  .strictObject({
    stream: z.array(stream).min(1).max(MOST_STREAMS),
    at: z.tuple([whole(LATEST)]),
    step: z.tuple([whole(LONGEST_S)]).optional(),
    count: z.tuple([whole(MOST_MOMENTS)]).optional(),
  })
  .refine(({ stream, count }) => stream.length * (count?.[0] ?? 1) <= MOST_PICTURES, {
    path: ["count"],
    message: `asks for more than ${MOST_PICTURES} pictures`,
  })
  .refine(({ step, count }) => (step?.[0] ?? STEP_S) * ((count?.[0] ?? 1) - 1) <= LONGEST_S, {
    path: ["step"],
    message: "asks for more than eight hours",
  });

/**
 * Reads `?stream=…&stream=…&at=<ms since 1970>`, and `&step=<seconds>&count=<moments>` for further moments after the first.
 *
 * @returns what is wrong with it, in words, where it is no such query
 */
export function parsePastQuery(parameters: URLSearchParams): PastQuery | { readonly fault: string } {
  const given = Object.fromEntries([...parameters.keys()].map((name) => [name, parameters.getAll(name)]));
  const parsed = query.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue?.path.map(String).join(".");
    return { fault: `${where === "" || where === undefined ? "the query" : where}: ${issue?.message}` };
  }
  const { stream: streams, at, step, count } = parsed.data;
  const stepMs = (step?.[0] ?? STEP_S) * 1000;
  const moments = Array.from({ length: count?.[0] ?? 1 }, (_, place) => at[0] + place * stepMs);
  return { streams, moments };
}
