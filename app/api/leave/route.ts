import { leave } from "#lib/access/doors.ts";

export const dynamic = "force-dynamic";

export const POST = leave;
