// Every address that is no page and no file: the same functions for the server program and for Next's route handlers.
import { join, leave } from "#lib/access/join.ts";
import { authenticate, type Viewer } from "#lib/access/viewer.ts";
import type { App } from "#lib/app.ts";
import { type Incoming, parametersOf } from "#lib/http/incoming.ts";
import { problem } from "#lib/http/problem.ts";
import type { createReceiving } from "#lib/receiver/receiving.ts";

export type Handler = (request: Incoming) => Response | Promise<Response>;

/** The one method of an address. GET stands for HEAD, too. */
export type Route = { readonly method: "GET" | "POST"; readonly answer: Handler };

export type Routes = Readonly<Record<string, Route>>;

type Receiving = Pick<ReturnType<typeof createReceiving>, "receive" | "health" | "scrape">;

const get = (answer: Handler): Route => ({ method: "GET", answer });
const post = (answer: Handler): Route => ({ method: "POST", answer });

/** The addresses of a process that only receives. */
export function toReceiverRoutes({ receive, health, scrape }: Receiving) {
  return {
    "/api/thumbnails": post(receive),
    /** Tells that the process is up; with `?deep` and `?deep=read`, that its store works too. */
    "/api/health": get((request) => health(parametersOf(request))),
    "/api/metrics": get(({ headers }) => scrape(headers.get("authorization"))),
  } satisfies Routes;
}

/** All addresses. */
export function toRoutes(app: App) {
  const { gallery, past, streamPages, settings } = app;
  const forViewers = (answer: (viewer: Viewer, request: Incoming) => Promise<Response>): Route =>
    get(async (request) => {
      const viewer = await authenticate(settings.access, request.headers.get("cookie"), Date.now());
      if (viewer !== null) return answer(viewer, request);
      // RFC 9110 requires a challenge. This one has no scheme for which a browser asks a password.
      const headers = { "WWW-Authenticate": 'Cookie form-action="/join"' };
      return problem({ status: 401, title: "Not allowed", headers });
    });
  return {
    ...toReceiverRoutes(app),
    /** The live wall, or one stream of it. */
    "/api/feeds": forViewers((viewer, request) => gallery.answerPoll(viewer, request)),
    /** Redirects to the newest picture of a stream, or that of a moment: an address that outlives a presigned URL. */
    "/api/picture": forViewers((viewer, request) => streamPages.answerPicture(viewer, request)),
    /** A stream's page at a moment, as data. */
    "/api/moment": forViewers((viewer, request) => streamPages.answer(viewer, request)),
    /** The wall, or streams of it, at past moments. */
    "/api/past": forViewers(past.answerPast),
    /** One stream at past moments. */
    "/api/history": forViewers(past.answerHistory),
    /** When a stream was on, and when it had faults. */
    "/api/coverage": forViewers(past.answerCoverage),
    /** How many streams were live over time. */
    "/api/live-counts": forViewers(past.answerLiveCounts),
    /** The hours in which any stream had a fault. */
    "/api/faults": forViewers(past.answerFaults),
    "/api/join": post((request) => join(request, app.join)),
    "/api/leave": post(leave),
    "/robots.txt": get(() => toRobots(settings.access.mode === "gated")),
  } satisfies Routes;
}

/** Excludes the past: it has endless links, and each costs requests to the store. */
function toRobots(isGated: boolean): Response {
  const paths = isGated ? ["/"] : ["/api/", "/*at="];
  const lines = ["User-Agent: *", ...paths.map((path) => `Disallow: ${path}`), ""];
  return new Response(lines.join("\n"), {
    headers: { "Content-Type": "text/plain", "Cache-Control": "max-age=3600" },
  });
}
