import { describeError } from "#lib/http/log.ts";
import { webhookUrl } from "#lib/settings/tools.ts";
import { fine, found, type Verdict } from "./verdict.ts";

const DEADLINE_MS = 10_000;

/** Whether Livewall itself answers where the provider will send its hooks. */
export async function checkAddress(publicUrl: string): Promise<Verdict[]> {
  const url = webhookUrl(publicUrl);
  const verdict = await knock(url);
  const { protocol, hostname } = new URL(url);
  const isOpen = protocol === "http:" && hostname !== "localhost" && hostname !== "127.0.0.1";
  return isOpen ? [verdict, found("address-insecure", publicUrl)] : [verdict];
}

async function knock(url: string): Promise<Verdict> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "image/jpeg" },
      body: "no picture, and not signed",
      redirect: "manual",
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    await response.body?.cancel();
    return judge(url, response);
  } catch (error) {
    return found("address-unreachable", `${url}: ${describeError(error)}`);
  }
}

/** Of an unsigned hook, Livewall says 401 as a problem; nothing else does exactly so. */
function judge(url: string, { status, headers }: Response): Verdict {
  const type = headers.get("content-type") ?? "nothing";
  if (status === 401 && type.startsWith("application/problem+json")) {
    return fine("address", `Livewall answers at ${url}`);
  }
  const says = `${url} answered ${status} with ${type.split(";", 1)[0] ?? ""}`;
  if (status >= 300 && status < 400) {
    return found("address-redirects", `${says}, and leads to ${headers.get("location") ?? "nowhere"}`);
  }
  if (status === 401 || status === 403) return found("address-protected", says);
  return found(status >= 500 ? "address-unreachable" : "address-other", says);
}
