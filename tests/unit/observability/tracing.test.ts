import { SpanStatusCode } from "@opentelemetry/api";
import {
  InMemorySpanExporter,
  SimpleSpanProcessor,
  TracerProvider,
  type ReadableSpan,
} from "@opentelemetry/sdk-trace";
import { expect, test } from "vitest";
import { withoutQueries } from "#lib/observability/tracing.ts";

const SIGNED = "https://s3.example.com/b/k?X-Amz-Signature=abc&X-Amz-Date=1";

/** Returns spans as a collector gets them. */
function exported(make: (provider: TracerProvider) => void): ReadableSpan[] {
  const memory = new InMemorySpanExporter();
  const exporter = withoutQueries(memory);
  make(new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }));
  return memory.getFinishedSpans();
}

test("removes queries from the name, attributes, events and status of a span", () => {
  const [span] = exported((provider) => {
    const span = provider.getTracer("test").startSpan("GET /feed?stream=a/b");
    span.setAttributes({
      "http.target": "/feed?stream=a/b&at=1",
      "url.full": SIGNED,
      "http.status_code": 200,
    });
    span.recordException(new Error(`could not load ${SIGNED} in time`));
    span.setStatus({ code: SpanStatusCode.ERROR, message: `GET ${SIGNED}` });
    span.end();
  });
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
});

test("keeps the rest of a span", () => {
  const [span] = exported((provider) => provider.getTracer("test").startSpan("work").end());
  expect(span?.spanContext().traceId).toMatch(/^[0-9a-f]{32}$/);
  expect(span?.ended).toBe(true);
  expect(span?.instrumentationScope.name).toBe("test");
  expect(span?.duration).toHaveLength(2);
});
