import { randomBytes } from "node:crypto";
import { NextResponse, type NextRequest } from "next/server";
import { authenticate } from "#lib/access/viewer.ts";
import { contentSecurityPolicy } from "#lib/http/csp.ts";
import { parseSettings, type Settings } from "#lib/settings/settings.ts";
import { findPictureOrigin } from "#lib/store/client.ts";

/**
 * Pages only: for the webhook Next would copy each body, and cut it at 10 MB; data and files need no policy of scripts.
 * Who may see what is not decided here but where it is read (lib/access).
 */
export const config = { matcher: "/((?!api/|_next/static/).*)" };

let current: Settings | undefined;

/** Next bundles this file on its own: without lib/app.ts, it loads neither the receiver nor the gallery. */
const settings = () => (current ??= parseSettings());

/** Pages that do something may be framed by nobody, so that no click is led astray; a picture may, by whom the settings say. */
function ancestorsOf(path: string): string {
  return path === "/embed" ? settings().gallery.embedAncestors : "'none'";
}

let origin: Promise<string> | undefined;

/** Only whoever may see pictures is told where they are kept: on AWS, that is the bucket's name and region. */
async function picturesFor(cookies: string | null): Promise<string | null> {
  const { access, store } = settings();
  const viewer = await authenticate(access, cookies, Date.now());
  return viewer === null ? null : (origin ??= findPictureOrigin(store));
}

/** Gives each page its Content-Security-Policy: here, because next.config's headers are those of the build. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const policy = contentSecurityPolicy({
    nonce: randomBytes(18).toString("base64"),
    pictures: await picturesFor(request.headers.get("cookie")),
    ancestors: ancestorsOf(request.nextUrl.pathname),
    isDevelopment: process.env.NODE_ENV === "development",
  });
  const headers = new Headers(request.headers);
  // Next takes the nonce from here for the scripts that it writes.
  headers.set("Content-Security-Policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  return response;
}
