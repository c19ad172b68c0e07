import { SpanStatusCode } from "@opentelemetry/api";
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { expect, test } from "vitest";
import { withoutQueries } from "#lib/observability/tracing.ts";

const SIGNED = "https://s3.example.com/b/k?X-Amz-Signature=abc&X-Amz-Date=1";

test("removes queries from the name, attributes, events and status of a span", () => {
  const memory = new InMemorySpanExporter();
  const spanProcessors = [new SimpleSpanProcessor({ exporter: withoutQueries(memory) })];
  const made = new TracerProvider({ spanProcessors }).getTracer("test").startSpan("GET /feed?stream=a/b");
  made.setAttributes({ "http.target": "/feed?stream=a/b&at=1", "url.full": SIGNED, "http.status_code": 200 });
  made.recordException(new Error(`could not load ${SIGNED} in time`));
  made.setStatus({ code: SpanStatusCode.ERROR, message: `GET ${SIGNED}` });
  made.end();
  const [span] = memory.getFinishedSpans();
  expect(span?.name).toBe("GET /feed");
  expect(span?.attributes).toEqual({
    "http.target": "/feed",
    "url.full": "https://s3.example.com/b/k",
    "http.status_code": 200,
  });
  expect(span?.status.message).toBe("GET https://s3.example.com/b/k");
  expect(span?.events[0]?.attributes?.["exception.message"]).toBe(
    "could not load https://s3.example.com/b/k in time",
  );
  expect(JSON.stringify(span?.events)).not.toContain("Signature");
  // The rest is that of the span itself.
  expect(span?.spanContext().traceId).toMatch(/^[0-9a-f]{32}$/);
  expect(span?.instrumentationScope.name).toBe("test");
});
