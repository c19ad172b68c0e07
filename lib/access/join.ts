import type { Incoming } from "#lib/http/incoming.ts";
import type { Log } from "#lib/http/log.ts";
import { problem } from "#lib/http/problem.ts";
import { parseDestination, toJoinPage } from "./destination.ts";
import { verifyGrant } from "./token.ts";
import { toCookie, type Access } from "./viewer.ts";

export type JoinParts = {
  readonly access: Access;
  readonly log: Log;
  /** ms since 1970 */
  readonly now: () => number;
};

/** Our pages let browsers send their origin (Referrer-Policy: same-origin). */
const UNKNOWN = {
  title: "The browser does not say which site sent this",
  detail:
    "A proxy or an extension removes the origin. Keep the header Referrer-Policy: same-origin, or use a newer browser.",
};

/** Four times the longest token. */
const MAX_FORM_BYTES = 16_384;

/**
 * Exchanges the token of a link for the cookie, and redirects to the page in the form's field `to`. The field `link` holds
 * the token or the whole link. All rejections look the same to the client.
 */
export async function join(request: Incoming, { access, log, now }: JoinParts): Promise<Response> {
  const forged = rejectForeignForm(request);
  if (forged !== null) return forged;
  if (access.mode === "public") return seeOther("/");
  const form = await readForm(request);
  const to = form?.get("to");
  const reject = (reason: string) => {
    log("link-refused", { level: "warn", reason });
    return seeOther(toJoinPage(to, "refused"));
  };
  const link = form?.get("link") ?? null;
  if (link === null) return reject("no link");
  const token = link.slice(link.lastIndexOf("#") + 1).trim();
  const grant = await verifyGrant(token, access.keys, access.revoked, now());
  if ("rejected" in grant) return reject(grant.rejected);
  log("link-opened", { id: grant.link, until: new Date(grant.until).toISOString() });
  return seeOther(parseDestination(to), toCookie(token, Math.ceil((grant.until - now()) / 1000)));
}

/** Deletes the cookie. The link itself stays valid. */
export function leave(request: Incoming): Response {
  return rejectForeignForm(request) ?? seeOther("/join?left", toCookie("", 0));
}

/**
 * Keeps other sites from signing a viewer in or out, by fetch metadata, or by Origin if a browser sends none. Clients that
 * are no browsers send neither, and have no viewer to trick.
 */
function rejectForeignForm({ headers }: Incoming): Response | null {
  const site = headers.get("sec-fetch-site");
  const origin = headers.get("origin");
  const host = headers.get("x-forwarded-host") ?? headers.get("host");
  const isOwn = site === null ? origin === null || URL.parse(origin)?.host === host : site === "same-origin";
  if (isOwn) return null;
  // A sandboxed page of another site sends it too, so that nothing but a newer browser can tell.
  if (site === null && origin === "null") return problem({ status: 403, ...UNKNOWN });
  return problem({ status: 403, title: "Sent by another site" });
}

/** Redirects a browser to a GET. Relative, because behind a proxy the process does not know its own name. */
function seeOther(location: string, cookie?: string): Response {
  const headers = new Headers({ Location: location, "Cache-Control": "no-store" });
  if (cookie !== undefined) headers.set("Set-Cookie", cookie);
  return new Response(null, { status: 303, headers });
}

/** Returns null without a body, or if it is longer than any link. */
async function readForm({ body }: Incoming): Promise<URLSearchParams | null> {
  if (body === null) return null;
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  for (let chunk = await reader.read(); chunk.value !== undefined; chunk = await reader.read()) {
    length += chunk.value.byteLength;
    if (length > MAX_FORM_BYTES) {
      void reader.cancel();
      return null;
    }
    chunks.push(chunk.value);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString("utf8"));
}
