import type { Hook } from "./hook.ts";

export type Delivery =
  | { readonly ok: true; readonly ms: number; readonly bytes: number }
  | {
      readonly ok: false;
      readonly ms: number;
      readonly bytes: number;
      readonly status: number | "no answer" | "no picture";
      readonly why: string;
    };

const DEADLINE_MS = 10_000;
const MAX_REASON_LENGTH = 200;

/** Posts a hook once, as the provider does: what fails is not sent again. */
export async function deliver(url: string, { headers, body }: Hook): Promise<Delivery> {
  const startedAt = performance.now();
  const outcome = await post(url, headers, body);
  return { ...outcome, ms: performance.now() - startedAt, bytes: body.byteLength };
}

type Answer = { ok: true } | { ok: false; status: number | "no answer"; why: string };

async function post(url: string, headers: Hook["headers"], body: Uint8Array): Promise<Answer> {
  try {
    const signal = AbortSignal.timeout(DEADLINE_MS);
    const response = await fetch(url, {
      method: "POST",
      headers,
      body: new Uint8Array(body),
      redirect: "manual",
      signal,
    });
    const text = await response.text();
    return response.ok ? { ok: true } : { ok: false, status: response.status, why: reason(text) };
  } catch (error) {
    return { ok: false, status: "no answer", why: innermostMessage(error) };
  }
}

/** What a frame comes to when there is no picture to send. */
export function undrawn(error: unknown): Delivery {
  return { ok: false, ms: 0, bytes: 0, status: "no picture", why: innermostMessage(error) };
}

function innermostMessage(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message || cause.name : String(cause);
}

/** The title and detail of a problem (RFC 9457), or the beginning of whatever came. */
function reason(text: string): string {
  const beginning = text.trim().slice(0, MAX_REASON_LENGTH);
  try {
    const { title, detail } = JSON.parse(text) as { title?: unknown; detail?: unknown };
    return [title, detail].filter((part) => typeof part === "string").join(": ") || beginning;
  } catch {
    return beginning;
  }
}
