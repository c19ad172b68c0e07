import { health } from "#lib/observability/health/index.ts";
import { depthOf, healthResponse } from "#lib/observability/health/health.ts";

export const dynamic = "force-dynamic";

/** Is the process up; with `?deep`, can it write, read and list in its store; with `?deep=read`, can it do the latter two. */
export async function GET(request: Request): Promise<Response> {
  return healthResponse(await health(depthOf(new URL(request.url).searchParams)));
}
