import { app } from "#lib/app.ts";
import { forViewers } from "#lib/request.ts";

export const dynamic = "force-dynamic";

/** The live wall, or one stream of it. */
export const GET = forViewers((viewer, request) => app().gallery.answerPoll(viewer, request));
