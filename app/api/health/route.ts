import { app } from "#lib/app.ts";

export const dynamic = "force-dynamic";

/** Tells that the process is up; with `?deep` and `?deep=read`, that its store works too. */
export async function GET(request: Request): Promise<Response> {
  return app().health(new URL(request.url).searchParams);
}
