import { health } from "#lib/health/index.ts";
import { healthResponse } from "#lib/health/response.ts";

export const dynamic = "force-dynamic";

/** Is the process up; with `?deep`, can it write, read and list in its store. */
export async function GET(request: Request): Promise<Response> {
  return healthResponse(await health(new URL(request.url).searchParams.has("deep")));
}
