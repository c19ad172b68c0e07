import { z } from "zod";
import { joinValues } from "#lib/provider/thumbnail-headers.ts";

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

/** The event for a request that a Function URL, an HTTP API or a REST API passes to a Lambda function. */
export type HttpEvent = z.infer<typeof httpEvent>;

/** @throws Error for any other event: nothing could deliver an answer */
export function parseHttpEvent(event: unknown): HttpEvent {
  const parsed = httpEvent.safeParse(event);
  if (parsed.success) return parsed.data;
  throw new Error("This is no event of a Function URL, an HTTP API or a REST API.");
}

/** Makes the request of an event, with the body as it was sent. The address is a dummy: the receiver does not read it. */
export function toRequest(event: HttpEvent): Request {
  const { method, body } = event;
  const hasBody = method !== "GET" && method !== "HEAD";
  return new Request("https://lambda.invalid/", {
    method,
    headers: toHeaders(event),
    ...(hasBody ? { body: Buffer.from(body ?? "", event.isBase64Encoded ? "base64" : "utf8") } : {}),
  });
}

/** Tells that the gateway passed a picture as text, as a REST API does if it was not told which types are binary. */
export function isPictureAsText({ headers, isBase64Encoded, body }: HttpEvent): boolean {
  const type = Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === "content-type")?.[1];
  return !isBase64Encoded && Boolean(body) && /^image\//i.test(type ?? "");
}

function toHeaders(event: HttpEvent): Headers {
  const repeated = Object.entries("multiValueHeaders" in event ? (event.multiValueHeaders ?? {}) : {});
  const single = Object.entries(event.headers ?? {}).map(
    ([name, value]) => [name, value === undefined ? [] : [value]] as const,
  );
  const sent = new Map<string, string[]>();
  for (const [name, values = []] of repeated.length > 0 ? repeated : single) {
    const known = name.toLowerCase();
    if (values.length > 0) sent.set(known, [...(sent.get(known) ?? []), ...values]);
  }
  const headers = new Headers();
  for (const [name, values] of sent) {
    try {
      headers.append(name, toByteString(joinValues(name, values)));
    } catch {
      // The provider sends no malformed headers, so this one does not matter.
    }
  }
  return headers;
}

/** Makes one character of each byte, as Node's own server does; JSON may have decoded them as UTF-8. */
function toByteString(value: string): string {
  return /[^\x00-\xff]/.test(value) ? Buffer.from(value, "utf8").toString("latin1") : value;
}

/** An answer that Function URLs, HTTP APIs (formats 1.0 and 2.0) and REST APIs accept. */
export type LambdaAnswer = {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Every answer of the receiver is text, also where image types are declared binary. */
  readonly isBase64Encoded: false;
};

export async function toAnswer(response: Response): Promise<LambdaAnswer> {
  const headers = Object.fromEntries(response.headers);
  // The connection is the gateway's own; a REST API would pass it on under another name.
  delete headers.connection;
  return { statusCode: response.status, headers, body: await response.text(), isBase64Encoded: false };
}
