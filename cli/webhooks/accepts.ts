import { describeError } from "#lib/http/log.ts";
import { parseSecret, sign } from "#lib/provider/signature.ts";
import { THUMBNAIL_HEADERS } from "#lib/provider/thumbnail-headers.ts";

const DEADLINE_MS = 10_000;
/** Behind one address there may be several processes, and each must have the secret. */
const PROBES = 8;

/**
 * Whether the app at an address accepts hooks that are signed with a secret: asked with an event of a type that it
 * acknowledges and otherwise ignores. Throws when nobody answers, or somebody who is not the app.
 */
export async function accepts(url: string, secretText: string): Promise<boolean> {
  const secret = parseSecret(secretText);
  if (secret === null) throw new Error("the provider gave a secret that is not base64");
  const hook = { type: "livewall", event: "rotation", timestamp: Date.now() };
  const body = Uint8Array.from(Buffer.from(JSON.stringify(hook)));
  const signature = sign(secret, body);
  const statuses = await Promise.all(Array.from({ length: PROBES }, () => post(url, body, signature)));
  const odd = statuses.find((status) => status !== 200 && status !== 401);
  if (odd !== undefined) throw new Error(`${url} answered a signed event with ${odd}: ask the doctor`);
  return statuses.every((status) => status === 200);
}

async function post(url: string, body: Uint8Array<ArrayBuffer>, signature: string): Promise<number> {
  try {
    const response = await fetch(url, {
      method: "POST",
      // On a connection of its own, so that a balancer may choose another process.
      headers: {
        "Content-Type": "application/json",
        [THUMBNAIL_HEADERS.signature]: signature,
        Connection: "close",
      },
      body,
      redirect: "manual",
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    await response.body?.cancel();
    return response.status;
  } catch (error) {
    throw new Error(`${url} does not answer: ${describeError(error)}`, { cause: error });
  }
}
