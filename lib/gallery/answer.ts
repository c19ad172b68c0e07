import { problem } from "#lib/http/problem.ts";
import { textResponse } from "#lib/http/text-response.ts";
import { CLOCK_HEADERS, type Wall } from "#lib/model/wall.ts";
import type { Versions } from "./versions.ts";

type Poll = {
  /** The version that the viewer has and wants the changes of. */
  readonly since: string | null;
  readonly ifNoneMatch: string | null;
};

/** The answer to a request that needs the store, while it cannot be reached. */
export function answerUnreachable(): Response {
  return problem({ status: 503, title: "The bucket cannot be reached", headers: { "Retry-After": "5" } });
}

/**
 * Answers a poll: 304 if the viewer has this version already (RFC 9110, 13.1.2), else the changes since its own version or,
 * if that is not known, the whole wall.
 */
export function answerPoll(
  wall: Wall | null,
  { since, ifNoneMatch }: Poll,
  { toBody }: Pick<Versions, "toBody">,
  cacheControl: string,
): Response {
  if (wall === null) return answerUnreachable();
  const etag = `"${wall.version}"`;
  const headers = {
    ETag: etag,
    "Cache-Control": cacheControl,
    [CLOCK_HEADERS.asOf]: String(wall.asOf),
    [CLOCK_HEADERS.now]: String(wall.now),
  };
  if (matches(ifNoneMatch, etag)) return new Response(null, { status: 304, headers });
  return textResponse(toBody(wall, since), { ...headers, "Content-Type": "application/json" });
}

/** Weak comparison, as If-None-Match wants it: a proxy that compresses weakens the tag. */
function matches(ifNoneMatch: string | null, etag: string): boolean {
  const tags = ifNoneMatch?.split(",").map((tag) => tag.trim().replace(/^W\//, "")) ?? [];
  return tags.includes(etag) || tags.includes("*");
}
