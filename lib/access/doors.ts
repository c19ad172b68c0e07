import { problem } from "#lib/http/problem.ts";
import type { LineLimit } from "#lib/http/line-limit.ts";
import type { Log } from "#lib/http/log.ts";
import { clearCookie, setCookie } from "./cookie.ts";
import { destinationOf, doorTo } from "./destination.ts";
import { isFromOurPages } from "./same-site.ts";
import { verifyGrant } from "./token.ts";
import type { Access } from "./viewer.ts";

export type DoorParts = {
  readonly access: Access;
  readonly log: Log;
  /** For what is refused: anybody can send that. */
  readonly hasLine: LineLimit;
  /** ms since 1970 */
  readonly now: () => number;
};

/** Four times the longest token. */
const MAX_FORM_BYTES = 16_384;

/**
 * Exchanges the token of a link for the cookie, and leads on to the page of the wall that the form's field `to` names. Its
 * field `link` holds the token or the whole link; who sends another is told no more than that it opens nothing.
 */
export async function join(request: Request, { access, log, hasLine, now }: DoorParts): Promise<Response> {
  const refusal = refuseForm(request);
  if (refusal !== null) return refusal;
  if (access.mode === "public") return seeOther("/");
  const form = await readForm(request);
  const to = form?.get("to") ?? "/";
  const refuse = (reason: string) => {
    const line = hasLine(now());
    if (line !== null) log("link-refused", { level: "warn", reason, unlogged: line.unlogged || undefined });
    return seeOther(doorTo(to, "refused"));
  };
  const link = form?.get("link") ?? null;
  if (link === null) return refuse("no link");
  const token = tokenOf(link);
  const grant = await verifyGrant(token, access.keys, access.revoked, now());
  if ("refused" in grant) return refuse(grant.refused);
  log("link-opened", { id: grant.link, until: new Date(grant.until).toISOString() });
  return seeOther(destinationOf(to), setCookie(token, Math.ceil((grant.until - now()) / 1000)));
}

/** Forgets the viewer: the browser does, and the link goes on to open the wall to whoever has it. */
export function leave(request: Request): Response {
  return refuseForm(request) ?? seeOther("/join?left", clearCookie());
}

function refuseForm({ headers }: Request): Response | null {
  return isFromOurPages(headers) ? null : problem({ status: 403, title: "Sent by another site" });
}

/** Where a browser goes on to by GET. Relative, because behind a proxy we do not know our own name. */
function seeOther(location: string, cookie?: string): Response {
  const headers = new Headers({ Location: location, "Cache-Control": "no-store" });
  if (cookie !== undefined) headers.set("Set-Cookie", cookie);
  return new Response(null, { status: 303, headers });
}

/** Null when the body is longer than any link. */
async function readForm(request: Request): Promise<URLSearchParams | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.byteLength;
    if (length > MAX_FORM_BYTES) return null;
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString("utf8"));
}

/** What is pasted may be the whole link. */
function tokenOf(link: string): string {
  return link.slice(link.lastIndexOf("#") + 1).trim();
}
