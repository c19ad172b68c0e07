import { z } from "zod";

const text = z.string().nullish();
const headers = z.record(z.string(), z.string().optional()).nullish();
const payload = { headers, body: text, isBase64Encoded: z.boolean().default(false) };

/** Of a Function URL, and of an HTTP API with payload format 2.0. Repeated headers are joined by commas. */
const version2 = z
  .object({
    ...payload,
    version: z.literal("2.0"),
    requestContext: z.object({ http: z.object({ method: z.string() }) }),
  })
  .transform((event) => ({ ...event, method: event.requestContext.http.method }));

/** Of a REST API, and of an HTTP API with payload format 1.0. `headers` holds the last of repeated ones. */
const version1 = z
  .object({
    ...payload,
    httpMethod: z.string(),
    multiValueHeaders: z.record(z.string(), z.array(z.string()).optional()).nullish(),
  })
  .transform((event) => ({ ...event, method: event.httpMethod }));

const httpEvent = z.union([version2, version1]);

/** An event that a Function URL, an HTTP API or a REST API hands to a Lambda function for a request. */
export type HttpEvent = z.infer<typeof httpEvent>;

/** @throws Error for an event of anything else, which no answer could reach */
export function parseHttpEvent(event: unknown): HttpEvent {
  const parsed = httpEvent.safeParse(event);
  if (parsed.success) return parsed.data;
  throw new Error("This is no event of a Function URL, an HTTP API or a REST API.");
}
