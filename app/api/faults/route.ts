import { notAllowed, viewerNow } from "#lib/access/index.ts";
import { answerFaults } from "#lib/history/index.ts";

export const dynamic = "force-dynamic";

/** In which hours a stream had a fault. */
export async function GET(request: Request): Promise<Response> {
  const viewer = await viewerNow();
  return viewer === null ? notAllowed() : answerFaults(viewer, request);
}
