import { context, propagation, trace, type Attributes } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { W3CTraceContextPropagator } from "@opentelemetry/core";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import {
  defaultResource,
  detectResources,
  resourceAttributesEnvDetector,
  resourceFromAttributes,
  serviceNameEnvDetector,
} from "@opentelemetry/resources";
import {
  BatchSpanProcessor,
  TracerProvider,
  type ReadableSpan,
  type SpanExporter,
} from "@opentelemetry/sdk-trace";

/** Queries of addresses hold signatures of presigned URLs, and the names of streams. */
const QUERY = /\?[^\s"'<>]*/g;

/**
 * Sends the spans that Next makes of its requests to the collector in OTEL_EXPORTER_OTLP_ENDPOINT. The exporter reads the
 * other settings of OpenTelemetry (OTEL_EXPORTER_OTLP_*, OTEL_SERVICE_NAME, OTEL_RESOURCE_ATTRIBUTES) itself.
 */
export function traceToCollector(): void {
  const resource = defaultResource()
    .merge(resourceFromAttributes({ "service.name": "livewall" }))
    .merge(detectResources({ detectors: [resourceAttributesEnvDetector, serviceNameEnvDetector] }));
  const exporter = withoutQueries(new OTLPTraceExporter());
  const provider = new TracerProvider({ resource, spanProcessors: [new BatchSpanProcessor({ exporter })] });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  trace.setGlobalTracerProvider(provider);
}

/** Removes the queries of addresses from all spans of an exporter. */
export function withoutQueries(exporter: SpanExporter): SpanExporter {
  return {
    export: (spans, done) => exporter.export(spans.map(redactSpan), done),
    shutdown: () => exporter.shutdown(),
    forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve(),
  };
}

/** Overrides the parts of a span that hold text; the exporter reads the others from the span itself. */
function redactSpan(span: ReadableSpan): ReadableSpan {
  const { message } = span.status;
  const redacted = {
    name: redactText(span.name),
    attributes: redactAttributes(span.attributes),
    events: span.events.map((event) => ({
      ...event,
      name: redactText(event.name),
      attributes: redactAttributes(event.attributes ?? {}),
    })),
    status: message === undefined ? span.status : { ...span.status, message: redactText(message) },
  };
  return Object.create(
    span,
    Object.fromEntries(Object.entries(redacted).map(([name, value]) => [name, { value }])),
  ) as ReadableSpan;
}

function redactAttributes(attributes: Attributes): Attributes {
  const redact = (value: unknown) => (typeof value === "string" ? redactText(value) : value);
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, redact(value)]));
}

function redactText(text: string): string {
  return text.replaceAll(QUERY, "");
}
