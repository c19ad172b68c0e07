import type { Problem } from "#lib/http/problem.ts";
import type { Fault } from "#lib/model/frame.ts";

/** Why a hook was not taken. Each has one answer, below. */
export type Reason =
  | "content-type"
  | "too-large"
  | "too-slow"
  | "busy"
  | "broken"
  | "unauthentic"
  | "bad-header"
  | "bad-event"
  | "stream-not-taken"
  | "not-a-jpeg"
  | "too-many-pixels"
  | "store";

export type Rejection = { readonly rejected: Reason; readonly detail?: string };

const ACCEPTED = ["stored", "duplicate", "conflict", "event", "ignored", "spooled"] as const;

/**
 * What became of a hook that was accepted: "duplicate" is a frame that was there already, "conflict" a different
 * picture under the feed and time of one that is kept, "event" a feed that started or ended, "ignored" an event
 * that says nothing of previews, and "spooled" one that is on disk until the store takes it.
 */
export type Accepted = {
  readonly accepted: (typeof ACCEPTED)[number];
  /** What is wrong with the picture of a frame. */
  readonly faults?: readonly Fault[];
  /** Its preview was not stored. */
  readonly isBare?: boolean;
  /** It was stored late, and has a note that says when. */
  readonly isNoted?: boolean;
};

export type Outcome = Accepted | Rejection;

const ANSWERS: Record<Reason, Problem> = {
  "content-type": {
    status: 415,
    title: "Unsupported media type",
    detail: "Content-Type must be image/jpeg or application/json.",
  },
  "too-large": { status: 413, title: "The body is larger than this receiver takes" },
  "too-slow": { status: 408, title: "The body did not arrive in time", headers: { Connection: "close" } },
  busy: {
    status: 503,
    title: "Too many hooks at once",
    headers: { "Retry-After": "5", Connection: "close" },
  },
  broken: { status: 400, title: "The body broke off" },
  unauthentic: { status: 401, title: "The request is not signed by the provider" },
  "bad-header": { status: 400, title: "A header is missing or malformed" },
  "bad-event": { status: 400, title: "The event cannot be read" },
  "stream-not-taken": { status: 403, title: "This receiver does not take hooks of this stream" },
  "not-a-jpeg": { status: 422, title: "The body is not a JPEG that can be decoded" },
  "too-many-pixels": { status: 422, title: "The picture has more pixels than this receiver takes" },
  store: { status: 503, title: "The store cannot take the frame now", headers: { "Retry-After": "5" } },
};

export function toProblem({ rejected, detail }: Rejection): Problem {
  return detail === undefined ? ANSWERS[rejected] : { ...ANSWERS[rejected], detail };
}

/** All that can become of a hook, as the log and the metrics name it. */
export const OUTCOMES: readonly string[] = [...ACCEPTED, ...Object.keys(ANSWERS)];
