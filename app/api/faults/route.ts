import { app } from "#lib/app.ts";
import { forViewers } from "#lib/request.ts";

export const dynamic = "force-dynamic";

/** The hours in which a stream had a fault. */
export const GET = forViewers((viewer, request) => app().past.answerFaults(viewer, request));
