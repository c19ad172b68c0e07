import { app } from "#lib/app.ts";

export const dynamic = "force-dynamic";

/** The metrics of this process, for Prometheus. */
export async function GET(request: Request): Promise<Response> {
  return app().scrape(request.headers.get("authorization"));
}
