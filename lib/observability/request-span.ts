import type { IncomingMessage } from "node:http";
import { context, propagation, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";

/**
 * Answers a request in a span of its own, below the one that its headers name (W3C Trace Context). Without a collector, it
 * only answers.
 *
 * @param route the path of a known address; no text of a stranger
 */
export async function inRequestSpan<T extends { readonly status: number } | null>(
  { method = "GET", headers }: Pick<IncomingMessage, "method" | "headers">,
  route: string,
  answer: () => Promise<T>,
): Promise<T> {
  const parent = propagation.extract(context.active(), headers);
  const attributes = { "http.request.method": method, "http.route": route };
  const options = { kind: SpanKind.SERVER, attributes };
  return trace.getTracer("livewall").startActiveSpan(`${method} ${route}`, options, parent, async (span) => {
    try {
      const answered = await answer();
      if (answered !== null) span.setAttribute("http.response.status_code", answered.status);
      if (answered !== null && answered.status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      return answered;
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}
