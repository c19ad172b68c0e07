import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { createLineLimit } from "#lib/http/line-limit.ts";
import { log } from "#lib/http/log.ts";
import { problem } from "#lib/http/problem.ts";
import { settings } from "#lib/settings/index.ts";
import { addressOf, doorTo, type PageQuery } from "./destination.ts";
import { join, leave } from "./doors.ts";
import { viewerWith, type Viewer } from "./viewer.ts";

/** Who asks for a page; whoever may see nothing is sent to where links are opened, and on to the page from there. */
export async function viewerOfPage(path: string, query: PageQuery): Promise<Viewer> {
  return (await viewerNow()) ?? redirect(doorTo(addressOf(path, query)));
}

/** Who asks; null for somebody who may see nothing. */
export async function viewerNow(): Promise<Viewer | null> {
  return viewerWith(settings().access, (await headers()).get("cookie"), Date.now());
}

/** What a request for data answers that nobody may make who has not opened a link. */
export function notAllowed(): Response {
  return problem({
    status: 401,
    title: "Not allowed",
    // RFC 9110 wants a challenge; this one names no scheme that a browser would ask a password for.
    headers: { "WWW-Authenticate": 'Cookie form-action="/join"' },
  });
}

export const isGated = (): boolean => settings().access.mode === "gated";

const hasLine = createLineLimit();

export const openLink = (request: Request): Promise<Response> =>
  join(request, { access: settings().access, log, hasLine, now: Date.now });

export const signOut = leave;
