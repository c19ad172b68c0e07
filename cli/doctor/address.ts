import { postHook } from "../hook.ts";
import { describeConnection } from "./connection.ts";
import type { Context } from "./context.ts";
import { type Finding, finding, pass } from "./finding.ts";

/** From here on, verdicts by the time would be wrong. */
export const MAX_CLOCK_OFF_MS = 20_000;

export async function checkAddress(context: Context): Promise<Finding[]> {
  const { webhookUrl: url } = context;
  if (url === null) return [finding("address-missing", "PUBLIC_URL names none")];
  const found = await postUnsigned(url, context);
  context.isReachable = found.state === "ok";
  const { protocol, hostname, origin } = new URL(url);
  const isInsecure = protocol === "http:" && hostname !== "localhost" && hostname !== "127.0.0.1";
  return [
    found,
    ...(isInsecure ? [finding("address-insecure", origin)] : []),
    ...(context.isReachable ? compareWithApp(context.appAheadMs) : []),
  ];
}

/** @param aheadMs how far the app's clock is ahead of this machine's; null when unknown */
function compareWithApp(aheadMs: number | null): Finding[] {
  if (aheadMs === null || Math.abs(aheadMs) <= MAX_CLOCK_OFF_MS) return [];
  const relation = aheadMs > 0 ? "ahead of" : "behind";
  const off = Math.round(Math.abs(aheadMs) / 1000);
  return [finding("clock-differs", `the app's is ${off} s ${relation} this machine's`)];
}

async function postUnsigned(url: string, context: Context): Promise<Finding> {
  const askedAt = Date.now();
  try {
    const headers = { "Content-Type": "image/jpeg" };
    const response = await postHook(url, headers, "no picture, and not signed", null);
    await response.body?.cancel();
    context.appAheadMs = toAheadMs(response.headers.get("date"), (askedAt + Date.now()) / 2);
    return toFinding(url, response);
  } catch (error) {
    return finding("address-unreachable", `${url}: ${describeConnection(error, url).says}`);
  }
}

/** Livewall answers an unsigned hook with 401 and a problem document. No other server does. */
function toFinding(url: string, { status, headers }: Response): Finding {
  const type = headers.get("content-type") ?? "nothing";
  if (status === 401 && type.startsWith("application/problem+json")) {
    return pass("address", `Livewall answers at ${url}`);
  }
  const says = `${url} answered ${status} with ${type.split(";", 1)[0] ?? ""}`;
  if (status >= 300 && status < 400) {
    return finding("address-redirects", `${says}, and leads to ${headers.get("location") ?? "nowhere"}`);
  }
  if (status === 401 || status === 403) return finding("address-protected", says);
  return finding(status >= 500 ? "address-unreachable" : "address-other", says);
}

/** The header has whole seconds, cut off. */
function toAheadMs(date: string | null, now: number): number | null {
  const time = Date.parse(date ?? "");
  return Number.isNaN(time) ? null : time + 500 - now;
}
