import { describeError } from "#lib/http/log.ts";
import { parseSecret, type Secret } from "#lib/provider/signature.ts";
import { postHook } from "../hook.ts";

/** There may be several processes behind one address, and each must have the secret. */
const PROBES = 8;

/**
 * Asks if the app at an address accepts a secret, with an event of a type that it acknowledges and ignores.
 *
 * @throws Error when nothing answers, or something else than the app
 */
export async function accepts(url: string, secretText: string): Promise<boolean> {
  const secret = parseSecret(secretText);
  if (secret === null) throw new Error("the provider gave a secret that is not base64");
  const hook = { type: "livewall", event: "rotation", timestamp: Date.now() };
  const body = JSON.stringify(hook);
  const statuses = await Promise.all(Array.from({ length: PROBES }, () => post(url, body, secret)));
  const odd = statuses.find((status) => status !== 200 && status !== 401);
  if (odd !== undefined) throw new Error(`${url} answered a signed event with ${odd}: ask the doctor`);
  return statuses.every((status) => status === 200);
}

async function post(url: string, body: string, secret: Secret): Promise<number> {
  try {
    // Each on its own connection, so that a balancer may choose another process.
    const headers = { "Content-Type": "application/json", Connection: "close" };
    const response = await postHook(url, headers, body, secret);
    await response.body?.cancel();
    return response.status;
  } catch (error) {
    throw new Error(`${url} does not answer: ${describeError(error)}`, { cause: error });
  }
}
