import { describeError } from "#lib/http/log.ts";
import { postHook } from "../hook.ts";
import type { Context } from "./context.ts";
import { type Finding, finding, pass } from "./finding.ts";

export async function checkAddress(context: Context): Promise<Finding[]> {
  const { webhookUrl: url } = context;
  if (url === null) return [finding("address-missing", "PUBLIC_URL names none")];
  const found = await postUnsigned(url);
  context.isReachable = found.state === "ok";
  const { protocol, hostname, origin } = new URL(url);
  const isInsecure = protocol === "http:" && hostname !== "localhost" && hostname !== "127.0.0.1";
  return isInsecure ? [found, finding("address-insecure", origin)] : [found];
}

async function postUnsigned(url: string): Promise<Finding> {
  try {
    const headers = { "Content-Type": "image/jpeg" };
    const response = await postHook(url, headers, "no picture, and not signed", null);
    await response.body?.cancel();
    return toFinding(url, response);
  } catch (error) {
    return finding("address-unreachable", `${url}: ${describeError(error)}`);
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
