import { app } from "#lib/app.ts";
import { forViewers } from "#lib/request.ts";

export const dynamic = "force-dynamic";

/** Redirects to the newest picture of a stream: an address that outlives a presigned URL. */
export const GET = forViewers((viewer, request) => app().gallery.answerPicture(viewer, request));
