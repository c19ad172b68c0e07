// The viewer of a page, and the answers of route handlers, under Next.
import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { toAddress, toJoinPage, type PageQuery } from "#lib/access/destination.ts";
import { authenticate, type Viewer } from "#lib/access/viewer.ts";
import { toRoutes } from "#lib/api.ts";
import { app } from "#lib/app.ts";
import type { Incoming } from "#lib/http/incoming.ts";

/** Returns the viewer of the current request; null for one without access. */
export async function findViewer(): Promise<Viewer | null> {
  const rendering = app().rendering.getStore();
  if (rendering !== undefined) return rendering.viewer;
  return authenticate(app().settings.access, (await headers()).get("cookie"), Date.now());
}

/** Returns the viewer of a page; redirects one without access to the join page, which leads back. */
export async function requireViewer(path: string, query: PageQuery): Promise<Viewer> {
  return (await findViewer()) ?? redirect(toJoinPage(toAddress(path, query)));
}

/** Returns what tells the client of the current page apart. */
export async function findClient(): Promise<Pick<Incoming, "headers" | "remoteAddress">> {
  return app().rendering.getStore()?.client ?? { headers: await headers() };
}

/** Keeps the current page for its reader: it shows no state that others wait for. */
export function keepUnshared(): void {
  const rendering = app().rendering.getStore();
  if (rendering !== undefined) rendering.isShared = false;
}

let routes: ReturnType<typeof toRoutes> | undefined;

/** Makes the route handler of an address below /api. Settings are read with the first request, not at the build. */
export function handle(path: keyof ReturnType<typeof toRoutes>): (request: Request) => Promise<Response> {
  return async (request) => (routes ??= toRoutes(app()))[path].answer(request);
}
