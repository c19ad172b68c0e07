import { signOut } from "#lib/access/index.ts";

export const dynamic = "force-dynamic";

export const POST = signOut;
