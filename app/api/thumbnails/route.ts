import { methodNotAllowed } from "#lib/http/problem.ts";
import { handle } from "#lib/request.ts";

export const dynamic = "force-dynamic";
export const maxDuration = 15;
export const POST = handle("/api/thumbnails");

const refuse = methodNotAllowed("POST");
export { refuse as DELETE, refuse as GET, refuse as HEAD, refuse as OPTIONS, refuse as PATCH, refuse as PUT };
