import type { LogFields } from "#lib/http/log.ts";
import type { Problem } from "#lib/http/problem.ts";
import type { Fault } from "#lib/model/frame.ts";

const RETRY = { "Retry-After": "5" };
const CLOSE = { Connection: "close" };

/** The answer to each rejected hook. */
const PROBLEMS = {
  "content-type": {
    status: 415,
    title: "Unsupported media type",
    detail: "Content-Type must be image/jpeg or application/json.",
  },
  "too-large": { status: 413, title: "The body is larger than this receiver accepts" },
  "too-slow": { status: 408, title: "The body did not arrive in time", headers: CLOSE },
  busy: { status: 503, title: "Too many hooks at once", headers: { ...RETRY, ...CLOSE } },
  broken: { status: 400, title: "The body broke off" },
  unauthentic: { status: 401, title: "The request is not signed by the provider" },
  "bad-header": { status: 400, title: "A header is missing or malformed" },
  "bad-event": { status: 400, title: "The event cannot be read" },
  "stream-not-accepted": { status: 403, title: "This receiver does not accept hooks of this stream" },
  "not-a-jpeg": { status: 422, title: "The body is not a JPEG that can be decoded" },
  "too-many-pixels": { status: 422, title: "The picture has more pixels than this receiver accepts" },
  store: { status: 503, title: "The store does not accept the frame now", headers: RETRY },
} satisfies Record<string, Problem>;

export type Reason = keyof typeof PROBLEMS;

export type Rejection = { readonly rejected: Reason; readonly detail?: string };

const ACCEPTED = ["stored", "duplicate", "conflict", "event", "ignored", "spooled"] as const;

/**
 * The outcome of an accepted hook. A "duplicate" frame was stored before. At a "conflict", another picture is stored
 * under the feed and time of the frame. An "ignored" event is of a type that Livewall does not use.
 */
export type Accepted = {
  readonly accepted: (typeof ACCEPTED)[number];
  readonly faults?: readonly Fault[];
  /** The frame has no preview. */
  readonly isBare?: boolean;
  /** It was stored late, and has a late note. */
  readonly isNoted?: boolean;
};

export type Outcome = Accepted | Rejection;

/** The outcome of a hook, and the other fields of its log line. */
export type Result = {
  readonly outcome: Outcome;
  readonly logFields: LogFields;
  readonly bytes?: number;
  readonly signedBySecret?: number;
};

export function toProblem({ rejected, detail }: Rejection): Problem {
  const problem: Problem = PROBLEMS[rejected];
  return detail === undefined ? problem : { ...problem, detail };
}

/** All outcomes, as the log and the metrics name them. */
export const OUTCOMES: readonly string[] = [...ACCEPTED, ...Object.keys(PROBLEMS)];
