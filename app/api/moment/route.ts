import { handle } from "#lib/request.ts";

export const dynamic = "force-dynamic";
export const GET = handle("/api/moment");
