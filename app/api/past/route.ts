import { notAllowed, viewerNow } from "#lib/access/index.ts";
import { answerPast } from "#lib/history/index.ts";

export const dynamic = "force-dynamic";

/** What the wall, or streams of it, showed at past moments. */
export async function GET(request: Request): Promise<Response> {
  const viewer = await viewerNow();
  return viewer === null ? notAllowed() : answerPast(viewer, request);
}
