import { createHash, timingSafeEqual } from "node:crypto";
import { problem } from "#lib/http/problem.ts";

/** Answers a scrape: 401 without the bearer token (RFC 6750), and 404 if no token is set, as if there were no metrics. */
export async function answerScrape(
  token: string | null,
  authorization: string | null,
  expose: () => Promise<string>,
): Promise<Response> {
  if (token === null) return problem({ status: 404, title: "Not found" });
  if (!isSame(authorization ?? "", `Bearer ${token}`)) {
    return problem({ status: 401, title: "Not allowed", headers: { "WWW-Authenticate": "Bearer" } });
  }
  return new Response(await expose(), {
    headers: { "Content-Type": "text/plain; version=0.0.4; charset=utf-8", "Cache-Control": "no-store" },
  });
}

/** Compares digests, so that the time reveals neither the token nor its length. */
function isSame(given: string, expected: string): boolean {
  const [a, b] = [given, expected].map((text) => createHash("sha256").update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}
