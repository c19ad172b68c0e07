// The viewer of a request that Next handles.
import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { toAddress, toJoinPage, type PageQuery } from "#lib/access/destination.ts";
import { authenticate, type Viewer } from "#lib/access/viewer.ts";
import { app } from "#lib/app.ts";
import { problem } from "#lib/http/problem.ts";

/** Returns the viewer of the current request; null for one without access. */
export async function findViewer(): Promise<Viewer | null> {
  return authenticate(app().settings.access, (await headers()).get("cookie"), Date.now());
}

/** Returns the viewer of a page; redirects one without access to the join page, which leads back. */
export async function requireViewer(path: string, query: PageQuery): Promise<Viewer> {
  return (await findViewer()) ?? redirect(toJoinPage(toAddress(path, query)));
}

/** Makes a route handler that answers 401 without access. */
export function forViewers(
  answer: (viewer: Viewer, request: Request) => Promise<Response>,
): (request: Request) => Promise<Response> {
  return async (request) => {
    const viewer = await findViewer();
    if (viewer !== null) return answer(viewer, request);
    // RFC 9110 requires a challenge. This one has no scheme for which a browser asks a password.
    const headers = { "WWW-Authenticate": 'Cookie form-action="/join"' };
    return problem({ status: 401, title: "Not allowed", headers });
  };
}
