import { app } from "#lib/app.ts";
import { answerScrape } from "#lib/observability/metrics/answer.ts";

export const dynamic = "force-dynamic";

/** The metrics of this process, for Prometheus. */
export async function GET(request: Request): Promise<Response> {
  const { settings, metrics } = app();
  return answerScrape(settings.metricsToken, request.headers.get("authorization"), metrics);
}
