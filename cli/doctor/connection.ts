// Why a connection failed, in words: Node's own name a code.
import { describeError } from "#lib/http/log.ts";
import { findPictureOrigin } from "#lib/store/client.ts";
import type { StoreSettings } from "#lib/settings/store-settings.ts";
import { findAddressing } from "../bucket/addressing.ts";
import type { Context } from "./context.ts";
import { type Finding, finding } from "./finding.ts";

export type ConnectionFault = {
  readonly kind: "dns" | "tls" | "silent" | "other";
  readonly says: string;
};
type Words = readonly [kind: ConnectionFault["kind"], code: RegExp, toText: (host: string) => string];

const CERTIFICATE = (text: string) => (host: string) => `the certificate of ${host} ${text}`;
const WORDS: readonly Words[] = [
  ["dns", /^ENOTFOUND$/, (host) => `DNS knows no host ${host}`],
  ["dns", /^EAI_AGAIN$/, (host) => `DNS does not answer, so ${host} is not found`],
  ["tls", /^CERT_HAS_EXPIRED$/, CERTIFICATE("has expired")],
  ["tls", /^CERT_NOT_YET_VALID$/, CERTIFICATE("is not valid yet: is this machine's clock right?")],
  [
    "tls",
    /SELF_SIGNED/,
    CERTIFICATE("is signed by itself, or by an authority that this machine does not know"),
  ],
  ["tls", /^UNABLE_TO_/, CERTIFICATE("has no known authority: the intermediate certificate may be missing")],
  ["tls", /^ERR_TLS_CERT_ALTNAME_INVALID$/, CERTIFICATE("is for another name")],
  [
    "tls",
    /^EPROTO$|^ERR_SSL_/,
    (host) => `${host} does not speak TLS at this port: is it http, or another port?`,
  ],
  ["silent", /TIMEOUT|^ETIMEDOUT$/, (host) => `${host} does not accept a connection in time`],
  ["other", /^ECONNREFUSED$/, (host) => `nothing listens at ${host}`],
  [
    "other",
    /^(ECONNRESET|UND_ERR_SOCKET|EPIPE)$/,
    (host) => `${host} closes the connection without an answer`,
  ],
  ["other", /^E(HOST|NET)UNREACH$/, (host) => `there is no route to ${host}`],
];
const DEADLINE_MS = 10_000;

/** Describes why no answer came from a URL. */
export function describeConnection(error: unknown, url: string): ConnectionFault {
  const { host } = new URL(url);
  if (error instanceof Error && error.name === "TimeoutError") {
    return { kind: "silent", says: `no answer of ${host} in time` };
  }
  const codes = listCodes(error);
  for (const [kind, code, toText] of WORDS) {
    if (codes.some((each) => code.test(each))) return { kind, says: `${toText(host)} (${codes.join(", ")})` };
  }
  return { kind: "other", says: describeError(error) };
}

/** The codes of an error, its causes and its parts. */
function listCodes(error: unknown, depth = 4): string[] {
  if (!(error instanceof Error) || depth === 0) return [];
  const { code } = error as NodeJS.ErrnoException;
  const inner: readonly unknown[] = error instanceof AggregateError ? error.errors : [error.cause];
  const own = typeof code === "string" ? [code] : [];
  return [...new Set([...own, ...inner.flatMap((each) => listCodes(each, depth - 1))])];
}

/** Asks the store for anything, without keys and once: the SDK would try a silent store for a minute. */
export async function checkConnection(context: Context, deadlineMs = DEADLINE_MS): Promise<Finding[]> {
  const { storeSettings: settings } = context;
  if (settings === null) return [];
  const found = await findStoreFault(await toUrl(settings), deadlineMs);
  // Swift answers requests without keys by a web page.
  const isS3 = found?.code === "store-not-s3" && (await findAddressing(settings)).fault === null;
  const fault = isS3 ? null : found;
  // Nothing else can be found out about this store.
  if (fault !== null) context.storeSettings = null;
  return fault === null ? [] : [fault];
}

async function toUrl(settings: StoreSettings): Promise<string> {
  return settings.endpoint === null
    ? `${await findPictureOrigin(settings)}/`
    : `${settings.endpoint.replace(/\/$/, "")}/${settings.bucket}`;
}

const CODES = {
  dns: "store-dns",
  tls: "store-tls",
  silent: "store-hangs",
  other: "store-unreachable",
} as const;

async function findStoreFault(url: string, deadlineMs: number): Promise<Finding | null> {
  try {
    const response = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(deadlineMs) });
    const { status, headers } = response;
    await response.body?.cancel();
    const type = headers.get("content-type")?.split(";", 1)[0] ?? "";
    // A proxy may have a page of its own for requests without keys.
    const isPage = type === "text/html" && status !== 401 && status !== 403;
    return isPage ? finding("store-not-s3", `${url} answered ${status} with a web page`) : null;
  } catch (error) {
    // fetch refuses ports of other protocols, which the SDK does not.
    if (error instanceof Error && error.cause instanceof Error && error.cause.message === "bad port")
      return null;
    const { kind, says } = describeConnection(error, url);
    return finding(CODES[kind], says);
  }
}
