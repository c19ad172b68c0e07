import { answerScrape } from "#lib/observability/metrics/answer.ts";
import { metrics } from "#lib/observability/metrics/index.ts";
import { sources } from "#lib/observability/metrics/sources.ts";
import { settings } from "#lib/settings/index.ts";

export const dynamic = "force-dynamic";

/** What this process counts, for Prometheus. */
export async function GET(request: Request): Promise<Response> {
  const { metricsToken } = settings();
  return answerScrape(metricsToken, request.headers.get("authorization"), () => metrics().expose(sources));
}
