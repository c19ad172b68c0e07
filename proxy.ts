import { randomBytes } from "node:crypto";
import { NextResponse, type NextRequest } from "next/server";
import { authenticate } from "#lib/access/viewer.ts";
import type { App } from "#lib/app.ts";
import { contentSecurityPolicy } from "#lib/http/csp.ts";
import { parseSettings, type Settings } from "#lib/settings/settings.ts";
import { findPictureOrigin } from "#lib/store/client.ts";

/**
 * Pages only: Next would copy the body of each hook, and cut it at 10 MB. Data and files need no policy for scripts.
 * Access is checked where data is read (lib/request.ts), not here.
 */
export const config = { matcher: "/((?!api/|_next/static/).*)" };

/** With lib/app.ts, this bundle would load the receiver and the gallery. */
const shared = globalThis as Partial<Record<symbol, App>>;
const findApp = () => shared[Symbol.for("livewall")];

let current: Settings | undefined;
const settings = () => findApp()?.settings ?? (current ??= parseSettings());

/** Pages with controls may not be framed, so that no click can be hijacked. A picture may, as the settings say. */
function toAncestors(path: string): string {
  return path === "/embed" ? settings().gallery.embedAncestors : "'none'";
}

let origin: Promise<string> | undefined;

/** Clients without access do not learn the origin: on AWS, it has the bucket's name and region. */
async function findPictures(cookies: string | null): Promise<string | null> {
  const { access, store } = settings();
  const rendering = findApp()?.rendering.getStore();
  const viewer = rendering ? rendering.viewer : await authenticate(access, cookies, Date.now());
  return viewer === null ? null : (origin ??= findPictureOrigin(store));
}

/** Adds the Content-Security-Policy of each page. The headers of next.config.js are fixed at the build. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  if (request.method !== "GET" && request.method !== "HEAD")
    return new NextResponse(null, {
      status: 405,
      headers: { Allow: "GET, HEAD", "Cache-Control": "no-store" },
    });
  const policy = contentSecurityPolicy({
    nonce: randomBytes(18).toString("base64"),
    pictures: await findPictures(request.headers.get("cookie")),
    ancestors: toAncestors(request.nextUrl.pathname),
    isDevelopment: process.env.NODE_ENV === "development",
  });
  const headers = new Headers(request.headers);
  // Next takes the nonce from here for the scripts that it writes.
  headers.set("Content-Security-Policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  return response;
}
