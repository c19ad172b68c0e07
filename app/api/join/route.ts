import { join } from "#lib/access/join.ts";
import { app } from "#lib/app.ts";

export const dynamic = "force-dynamic";

export async function POST(request: Request): Promise<Response> {
  return join(request, app().join);
}
