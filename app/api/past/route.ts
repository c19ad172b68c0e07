import { notAllowed, viewerNow } from "#lib/access/index.ts";
import { answerPastOf } from "#lib/past/index.ts";

export const dynamic = "force-dynamic";

/** What the wall showed at past moments. */
export async function GET(request: Request): Promise<Response> {
  const viewer = await viewerNow();
  return viewer === null ? notAllowed() : answerPastOf(viewer, request);
}
