/**
 * What became of a call that did not succeed:
 * - `unauthorized`: the API secret is wrong
 * - `forbidden`: the secret is right, but this account or plan may not make the call
 * - `refused`: the provider took the call and said no to what it asks; also "not found", which it answers so
 * - `limited`: too many calls
 * - `failed`: the provider itself is in trouble
 * - `unreadable`: the answer is not what its API documents: HTML, nothing, another shape
 * - `timeout`, `unreachable`: there was no answer; a call that changes something may have done so
 */
export type ProviderFault =
  "unauthorized" | "forbidden" | "refused" | "limited" | "failed" | "unreadable" | "timeout" | "unreachable";

export class ProviderError extends Error {
  override name = "ProviderError";
  readonly fault: ProviderFault;
  /** Null when there was no answer. */
  readonly status: number | null;
  /** How long the provider asks to wait, ms; null when it does not say. */
  readonly retryAfterMs: number | null;

  /** @param call the method and path, never with a secret */
  constructor(
    fault: ProviderFault,
    call: string,
    detail: string,
    more: { status?: number; retryAfterMs?: number | null; cause?: unknown } = {},
  ) {
    super(`${call}: ${detail}`, more.cause === undefined ? undefined : { cause: more.cause });
    this.fault = fault;
    this.status = more.status ?? null;
    this.retryAfterMs = more.retryAfterMs ?? null;
  }
}
