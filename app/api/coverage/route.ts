import { app } from "#lib/app.ts";
import { forViewers } from "#lib/request.ts";

export const dynamic = "force-dynamic";

/** When a stream was on, and when it had faults. */
export const GET = forViewers((viewer, request) => app().past.answerCoverage(viewer, request));
