import { answerPoll } from "#lib/gallery/answer.ts";
import { currentWall } from "#lib/gallery/index.ts";

export const dynamic = "force-dynamic";

export async function GET(request: Request): Promise<Response> {
  return answerPoll(await currentWall(), request.headers.get("if-none-match"));
}
