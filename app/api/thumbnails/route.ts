import { methodNotAllowed } from "#lib/http/problem.ts";
import { receive } from "#lib/receiver/index.ts";

export const dynamic = "force-dynamic";
export const maxDuration = 15;

export const POST = receive;

const refuse = methodNotAllowed("POST");
export { refuse as DELETE, refuse as GET, refuse as HEAD, refuse as OPTIONS, refuse as PATCH, refuse as PUT };
