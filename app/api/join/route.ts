import { handle } from "#lib/request.ts";

export const dynamic = "force-dynamic";
export const POST = handle("/api/join");
