import { app } from "#lib/app.ts";
import { forViewers } from "#lib/request.ts";

export const dynamic = "force-dynamic";

/** One stream at past moments. */
export const GET = forViewers((viewer, request) => app().past.answerHistory(viewer, request));
