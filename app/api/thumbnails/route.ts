import { app } from "#lib/app.ts";
import { methodNotAllowed } from "#lib/http/problem.ts";

export const dynamic = "force-dynamic";
export const maxDuration = 15;

export async function POST(request: Request): Promise<Response> {
  return app().receive(request);
}

const refuse = methodNotAllowed("POST");
export { refuse as DELETE, refuse as GET, refuse as HEAD, refuse as OPTIONS, refuse as PATCH, refuse as PUT };
