import { notAllowed, viewerNow } from "#lib/access/index.ts";
import { answerCoverageOf } from "#lib/history/coverage/index.ts";

export const dynamic = "force-dynamic";

/** When a stream was on. */
export async function GET(request: Request): Promise<Response> {
  const viewer = await viewerNow();
  return viewer === null ? notAllowed() : answerCoverageOf(viewer, request);
}
