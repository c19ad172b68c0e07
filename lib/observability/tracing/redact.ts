import type { Attributes } from "@opentelemetry/api";
import type { ReadableSpan, SpanExporter } from "@opentelemetry/sdk-trace";

/**
 * Everything behind the question mark of an address: signatures of presigned URLs are there, and what viewers look for.
 */
const QUERY = /\?[^\s"'<>]*/g;

/** An exporter to which no query of an address is passed on. */
export function withoutQueries(exporter: SpanExporter): SpanExporter {
  return {
    export: (spans, done) => exporter.export(spans.map(redactSpan), done),
    shutdown: () => exporter.shutdown(),
    forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve(),
  };
}

/** The same span, as far as its reader sees: the exporter reads nothing but these through its own names. */
function redactSpan(span: ReadableSpan): ReadableSpan {
  const redacted = {
    name: redactText(span.name),
    attributes: redactAttributes(span.attributes),
    events: span.events.map((event) => ({
      ...event,
      name: redactText(event.name),
      attributes: redactAttributes(event.attributes ?? {}),
    })),
    status:
      span.status.message === undefined
        ? span.status
        : { ...span.status, message: redactText(span.status.message) },
  };
  return Object.create(
    span,
    Object.fromEntries(Object.entries(redacted).map(([name, value]) => [name, { value }])),
  ) as ReadableSpan;
}

function redactAttributes(attributes: Attributes): Attributes {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      name,
      typeof value === "string" ? redactText(value) : value,
    ]),
  );
}

function redactText(text: string): string {
  return text.replaceAll(QUERY, "");
}
