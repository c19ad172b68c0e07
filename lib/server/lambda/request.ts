import type { HttpEvent } from "./event.ts";

/** The receiver looks at no address: what stands here must only be one. */
const ADDRESS = "https://lambda.invalid/";

/** The request that an event tells of, its body as the bytes that were sent. */
export function requestOf(event: HttpEvent): Request {
  const hasBody = event.method !== "GET" && event.method !== "HEAD";
  return new Request(ADDRESS, {
    method: event.method,
    headers: headersOf(event),
    ...(hasBody ? { body: bodyOf(event) } : {}),
  });
}

/** Whether a picture was handed over as text, as a REST API does that was not told which types are binary. */
export function isPictureAsText({ headers, isBase64Encoded, body }: HttpEvent): boolean {
  const type = Object.entries(headers ?? {}).find(([name]) => name.toLowerCase() === "content-type")?.[1];
  return !isBase64Encoded && Boolean(body) && /^image\//i.test(type ?? "");
}

function bodyOf({ body, isBase64Encoded }: HttpEvent): Buffer<ArrayBuffer> {
  return Buffer.from(body ?? "", isBase64Encoded ? "base64" : "utf8");
}

function headersOf(event: HttpEvent): Headers {
  const headers = new Headers();
  for (const [name, value] of headerLines(event)) {
    try {
      headers.append(name, asByteString(value));
    } catch {
      // What cannot be a header was none of the provider's.
    }
  }
  return headers;
}

function headerLines(event: HttpEvent): [name: string, value: string][] {
  const many = "multiValueHeaders" in event ? (event.multiValueHeaders ?? {}) : {};
  const repeated = Object.entries(many).flatMap(([name, values = []]) =>
    values.map((value): [string, string] => [name, value]),
  );
  if (repeated.length > 0) return repeated;
  return Object.entries(event.headers ?? {}).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as [string, string]],
  );
}

/** A header is one character per byte, as Node's own server hands it over; JSON may have put them together. */
function asByteString(value: string): string {
  return /[^\x00-\xff]/.test(value) ? Buffer.from(value, "utf8").toString("latin1") : value;
}
