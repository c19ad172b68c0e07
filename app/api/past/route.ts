import { app } from "#lib/app.ts";
import { forViewers } from "#lib/request.ts";

export const dynamic = "force-dynamic";

/** The wall, or streams of it, at past moments. */
export const GET = forViewers((viewer, request) => app().past.answerPast(viewer, request));
