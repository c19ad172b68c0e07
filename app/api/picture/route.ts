import { notAllowed, viewerNow } from "#lib/access/index.ts";
import { answerPicture } from "#lib/gallery/picture.ts";

export const dynamic = "force-dynamic";

/** Leads to the newest picture of `?stream=`, for who keeps an address for longer than a presigned one lives. */
export async function GET(request: Request): Promise<Response> {
  const viewer = await viewerNow();
  return viewer === null ? notAllowed() : answerPicture(viewer, request);
}
