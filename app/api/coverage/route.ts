import { notAllowed, viewerNow } from "#lib/access/index.ts";
import { answerCoverage } from "#lib/history/index.ts";

export const dynamic = "force-dynamic";

/** When a stream was on, and when it had faults. */
export async function GET(request: Request): Promise<Response> {
  const viewer = await viewerNow();
  return viewer === null ? notAllowed() : answerCoverage(viewer, request);
}
