import { app } from "#lib/app.ts";
import { depthOf, healthResponse } from "#lib/observability/health/health.ts";

export const dynamic = "force-dynamic";

/** Tells that the process is up; with `?deep` and `?deep=read`, that its store works too. */
export async function GET(request: Request): Promise<Response> {
  return healthResponse(await app().health(depthOf(new URL(request.url).searchParams)));
}
