import { createHash } from "node:crypto";
import { problem } from "#lib/http/problem.ts";
import { CLOCK_HEADERS, type Wall } from "./wall.ts";

/** Answers a poll: the whole wall, or 304 when the viewer has it already (RFC 9110, 13.1.2). */
export function answerPoll(wall: Wall | null, ifNoneMatch: string | null): Response {
  if (wall === null) {
    return problem({ status: 503, title: "The store cannot be reached", headers: { "Retry-After": "5" } });
  }
  const body = JSON.stringify({ tiles: wall.tiles });
  const etag = `"${createHash("sha256").update(body).digest("base64url")}"`;
  const headers = {
    ETag: etag,
    "Cache-Control": "no-cache",
    [CLOCK_HEADERS.asOf]: String(wall.asOf),
    [CLOCK_HEADERS.now]: String(wall.now),
  };
  if (matches(ifNoneMatch, etag)) return new Response(null, { status: 304, headers });
  return new Response(body, { headers: { ...headers, "Content-Type": "application/json" } });
}

/** Weak comparison, as If-None-Match wants it: a proxy that compresses weakens the tag. */
function matches(ifNoneMatch: string | null, etag: string): boolean {
  const tags = ifNoneMatch?.split(",").map((tag) => tag.trim().replace(/^W\//, "")) ?? [];
  return tags.includes(etag) || tags.includes("*");
}
