import { notAllowed, viewerNow } from "#lib/access/index.ts";
import { answerPollOf } from "#lib/gallery/index.ts";

export const dynamic = "force-dynamic";

export async function GET(request: Request): Promise<Response> {
  const viewer = await viewerNow();
  return viewer === null ? notAllowed() : answerPollOf(viewer, request);
}
