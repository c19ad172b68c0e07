import { notAllowed, viewerNow } from "#lib/access/index.ts";
import { answerHistory } from "#lib/history/index.ts";

export const dynamic = "force-dynamic";

/** What one stream showed at past moments. */
export async function GET(request: Request): Promise<Response> {
  const viewer = await viewerNow();
  return viewer === null ? notAllowed() : answerHistory(viewer, request);
}
