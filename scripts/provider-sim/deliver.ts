import { escapeText } from "#lib/http/escape.ts";
import type { Hook } from "./hook.ts";

type Outcome =
  { readonly ok: true } | { readonly ok: false; readonly status: number | Unanswered; readonly why: string };
/** `not sent` is a frame that was left out because the ones before it were not done. */
type Unanswered = "no answer" | "no picture" | "not sent";
export type Delivery = Outcome & { readonly ms: number; readonly bytes: number };

const DEADLINE_MS = 10_000;
const MAX_REASON_LENGTH = 200;

/** Posts a hook once, as the provider does: a failed hook is not sent again. @param giveUp ends the wait for an answer */
export async function deliver(url: string, { headers, body }: Hook, giveUp?: AbortSignal): Promise<Delivery> {
  const startedAt = performance.now();
  const signals = [AbortSignal.timeout(DEADLINE_MS), ...(giveUp === undefined ? [] : [giveUp])];
  const outcome = await post(url, headers, body, AbortSignal.any(signals));
  return { ...outcome, ms: performance.now() - startedAt, bytes: body.byteLength };
}

/** @throws Error if the hook is not accepted */
export async function requireDelivery(url: string, hook: Hook): Promise<void> {
  const delivery = await deliver(url, hook);
  if (!delivery.ok) throw new Error(`A hook was answered with ${delivery.status}: ${delivery.why}`);
}

/** The delivery of a frame that was left out. */
export const NOT_SENT: Delivery = {
  ok: false,
  ms: 0,
  bytes: 0,
  status: "not sent",
  why: "the frames before it are not done: choose a longer interval or fewer feeds",
};

/** The delivery of a frame whose picture could not be made. */
export function withoutPicture(error: unknown): Delivery {
  return { ok: false, ms: 0, bytes: 0, status: "no picture", why: innermostMessage(error) };
}

async function post(
  url: string,
  headers: Hook["headers"],
  body: Uint8Array,
  signal: AbortSignal,
): Promise<Outcome> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers,
      body: new Uint8Array(body),
      redirect: "manual",
      signal,
    });
    const text = await response.text();
    // It is printed, and any server may have answered.
    const why = escapeText(parseReason(text));
    return response.ok ? { ok: true } : { ok: false, status: response.status, why };
  } catch (error) {
    return { ok: false, status: "no answer", why: innermostMessage(error) };
  }
}

function innermostMessage(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message || cause.name : String(cause);
}

/** The title and detail of a problem (RFC 9457), or the beginning of any other text. */
function parseReason(text: string): string {
  const beginning = text.trim().slice(0, MAX_REASON_LENGTH);
  try {
    const { title, detail } = JSON.parse(text) as { title?: unknown; detail?: unknown };
    const words = [title, detail].filter((part) => typeof part === "string").join(": ");
    return words.slice(0, MAX_REASON_LENGTH) || beginning;
  } catch {
    return beginning;
  }
}
