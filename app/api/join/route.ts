import { openLink } from "#lib/access/index.ts";

export const dynamic = "force-dynamic";

export const POST = openLink;
