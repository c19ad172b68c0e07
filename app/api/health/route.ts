import { health } from "#lib/health/index.ts";

export const dynamic = "force-dynamic";

/** Is the process up; with `?deep`, can it write, read and list in its store. */
export async function GET(request: Request): Promise<Response> {
  const state = await health(new URL(request.url).searchParams.has("deep"));
  return Response.json(state, {
    status: state.status === "ok" ? 200 : 503,
    headers: { "Cache-Control": "no-store" },
  });
}
