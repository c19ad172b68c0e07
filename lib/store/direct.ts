import { createHash } from "node:crypto";
import { addAbortSignal, type Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { crc32 } from "node:zlib";
import { PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { parseDate } from "./clock.ts";
import { type ListedPage, parseListXml } from "./list-xml.ts";

/** An object to be put where there is none yet. */
export type NewObject = {
  readonly key: string;
  readonly body: Uint8Array;
  readonly contentType?: string;
  readonly cacheControl?: string;
  /** ASCII, kept beside the object. */
  readonly metadata?: Readonly<Record<string, string>>;
  /** Of the body, hexadecimal, where it is known already. */
  readonly sha256?: string;
};

export type PutAnswer = {
  /** "refused" for any answer that is not plain, "no answer" where the store may have put it all the same. */
  readonly result: "created" | "taken" | "refused" | "no answer";
  /** The answer's `Date`, ms since 1970; null where it has none. */
  readonly date: number | null;
};

/**
 * Sends the most frequent requests, signed and sent by the SDK's own signer and connections, but not through its two
 * dozen layers, which take four fifths of the time of a request.
 *
 * Each is tried once. After anything but a plain answer the caller asks the SDK, which knows redirects, clocks that are
 * wrong, retries and errors. They throw only when the signal ends.
 */
export type Direct = {
  readonly put: (object: NewObject, signal: AbortSignal) => Promise<PutAnswer>;
  /** A page of the bucket's keys; null after anything but a plain answer. @param query as S3 names its parts */
  readonly list: (query: Readonly<Record<string, string>>, signal: AbortSignal) => Promise<ListedPage | null>;
};

type Sent = {
  readonly method: "PUT" | "GET";
  readonly key: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
};
type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};
/** Of the SDK's handler on Node. */
type Response = {
  readonly statusCode: number;
  readonly headers: Answer["headers"];
  readonly body: Readable;
};
type Signer = Awaited<ReturnType<S3Client["config"]["signer"]>>;
export type Place = { readonly bucket: URL; readonly signer: Signer };

export function createDirect(client: S3Client, bucket: string): Direct {
  let place: Promise<Place | null> | undefined;

  async function send(sent: Sent, signal: AbortSignal): Promise<Answer | null> {
    try {
      place ??= findPlace(client, bucket);
      const found = await place;
      return found && (await sendTo(found, sent, signal));
    } catch {
      place = undefined;
      signal.throwIfAborted();
      return null;
    }
  }

  async function sendTo(
    { bucket: url, signer }: Place,
    { method, key, query = {}, headers, body }: Sent,
    signal: AbortSignal,
  ): Promise<Answer> {
    const request = {
      method,
      protocol: url.protocol,
      hostname: url.hostname,
      ...(url.port === "" ? {} : { port: Number(url.port) }),
      path: url.pathname + encodePath(key),
      query,
      headers: { ...headers, host: url.host },
      ...(body === undefined ? {} : { body }),
    };
    const signingDate = new Date(Date.now() + client.config.systemClockOffset);
    const signed = await signer.sign(request, { signingDate });
    const sending = client.config.requestHandler.handle(signed as never, { abortSignal: signal });
    const { response } = (await sending) as { response: Response };
    const received = await text(addAbortSignal(signal, response.body));
    return { status: response.statusCode, headers: response.headers, body: received };
  }

  return {
    async put({ key, body, contentType, cacheControl, metadata = {}, sha256 }, signal) {
      const isChecked = (await client.config.requestChecksumCalculation()) === "WHEN_SUPPORTED";
      const beside = Object.entries(metadata).map(([name, value]) => [`x-amz-meta-${name}`, value] as const);
      const headers = {
        "content-length": String(body.byteLength),
        "content-type": contentType ?? "application/octet-stream",
        ...(cacheControl === undefined ? {} : { "cache-control": cacheControl }),
        ...Object.fromEntries(beside),
        ...(isChecked ? { "x-amz-checksum-crc32": checksum(body) } : {}),
        "if-none-match": "*",
        // One hash for the signature and for us; signed even under TLS, so that no proxy in between can change a frame.
        "x-amz-content-sha256": sha256 ?? sha256Of(body),
      };
      const answer = await send({ method: "PUT", key, headers, body }, signal);
      return answer === null
        ? { result: "no answer", date: null }
        : { result: putResult(answer), date: parseDate(answer.headers) };
    },

    async list(query, signal) {
      const answer = await send(
        { method: "GET", key: "", query: { "list-type": "2", ...query }, headers: {} },
        signal,
      );
      return answer?.status === 200 ? parseListXml(answer.body) : null;
    },
  };
}

function putResult({ status, headers }: Answer): PutAnswer["result"] {
  if (status === 412) return "taken";
  // What gives no ETag is no object store.
  if (status === 200) return headers.etag === undefined ? "refused" : "created";
  return status < 500 ? "refused" : "no answer";
}

/**
 * Where the SDK itself would send what is in a bucket, and sign it for: a URL that it signs tells both.
 *
 * @returns null for a bucket with sessions of its own (S3 Express)
 */
export async function findPlace(client: S3Client, bucket: string): Promise<Place | null> {
  const key = "key";
  const url = new URL(await getSignedUrl(client, new PutObjectCommand({ Bucket: bucket, Key: key })));
  const [, , signingRegion = "", signingName = ""] =
    url.searchParams.get("X-Amz-Credential")?.split("/") ?? [];
  if (signingName !== "s3") return null;
  const signer = await client.config.signer({ name: "sigv4", signingRegion, signingName, properties: {} });
  return { bucket: new URL(url.origin + url.pathname.slice(0, -key.length)), signer };
}

/** As Signature Version 4 has it: all but letters, digits and -._~ */
export function encodePath(key: string): string {
  return encodeURIComponent(key)
    .replaceAll("%2F", "/")
    .replaceAll(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);
}

function sha256Of(body: Uint8Array): string {
  return createHash("sha256").update(body).digest("hex");
}

function checksum(body: Uint8Array): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(body));
  return bytes.toString("base64");
}
