import { leave } from "#lib/access/join.ts";

export const dynamic = "force-dynamic";

export const POST = leave;
