import { setTimeout as delay } from "node:timers/promises";
import type { z } from "zod";
import { describeError } from "#lib/http/log.ts";
import { parseEnvelope, type Sealed } from "./model.ts";

/**
 * Why a call failed:
 * - `unauthorized`: the API secret is wrong
 * - `forbidden`: the secret is right, but this account or plan may not make the call
 * - `refused`: the provider rejects the request; its "not found" is one of these
 * - `limited`: too many calls
 * - `failed`: an error of the provider's own
 * - `unreadable`: the answer is not what its API documents: HTML, nothing, another shape
 * - `timeout`, `unreachable`: no answer; a call that changes something may have done so
 */
export type ProviderFault =
  "unauthorized" | "forbidden" | "refused" | "limited" | "failed" | "unreadable" | "timeout" | "unreachable";

type ErrorDetails = {
  readonly status?: number;
  readonly retryAfterMs?: number | null;
  readonly cause?: unknown;
};

export class ProviderError extends Error {
  override name = "ProviderError";
  readonly fault: ProviderFault;
  /** Null when there was no answer. */
  readonly status: number | null;
  /** The wait that the provider asks for, ms; null when it does not say. */
  readonly retryAfterMs: number | null;

  /** @param call the method and path, never with a secret */
  constructor(fault: ProviderFault, call: string, detail: string, more: ErrorDetails = {}) {
    super(`${call}: ${detail}`, more.cause === undefined ? undefined : { cause: more.cause });
    this.fault = fault;
    this.status = more.status ?? null;
    this.retryAfterMs = more.retryAfterMs ?? null;
  }
}

export type Connection = {
  /** Without a path, such as https://api.millicast.com */
  readonly url: string;
  readonly secret: Sealed;
  /** The limit of one attempt, ms. */
  readonly deadlineMs: number;
  /** The first pause before a read is tried again, ms; the next is twice as long. */
  readonly pauseMs: number;
};

export type Request = {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  readonly body?: object;
};

const TRIES = 3;
const MAX_WAIT_MS = 30_000;
const MAX_ANSWER_BYTES = 20_000_000;

/**
 * Makes one call of the provider's REST API and parses the data of its envelope.
 *
 * Only reads are tried again. A create whose answer was lost may have worked, and the API knows no idempotency
 * key: tried again blindly, it would leave a second webhook that doubles every hook.
 *
 * @throws ProviderError
 */
export async function call<T>(connection: Connection, request: Request, data: z.ZodType<T>): Promise<T> {
  const tries = request.method === "GET" ? TRIES : 1;
  for (let tried = 1; ; tried++) {
    try {
      return await attempt(connection, request, data);
    } catch (error) {
      if (!(error instanceof ProviderError) || tried >= tries || !isPassing(error)) throw error;
      const pause = Math.max(error.retryAfterMs ?? 0, connection.pauseMs * 2 ** (tried - 1));
      if (pause > MAX_WAIT_MS) throw error;
      await delay(pause);
    }
  }
}

function isPassing({ fault, status }: ProviderError): boolean {
  if (fault === "unreadable") return status !== null && status >= 500;
  return fault === "limited" || fault === "failed" || fault === "timeout" || fault === "unreachable";
}

async function attempt<T>(connection: Connection, request: Request, data: z.ZodType<T>): Promise<T> {
  const name = `${request.method} ${request.path}`;
  const { status, text, retryAfterMs } = await exchange(connection, request, name);
  const isOk = status >= 200 && status < 300;
  // The documents of the API do not agree on the answer to a delete.
  const isDeleted = isOk && request.method === "DELETE" && text.trim() === "";
  const answer = isDeleted ? ({ status: "success", data: undefined } as const) : parseEnvelope(text);
  const fail = (fault: ProviderFault, says: string) =>
    new ProviderError(fault, name, says, { status, retryAfterMs });
  if (isOk && answer?.status === "success") {
    const parsed = data.safeParse(answer.data);
    if (parsed.success) return parsed.data;
    const where = parsed.error.issues.map(({ path, message }) => `${path.join(".") || "data"}: ${message}`);
    throw fail("unreadable", `the answer has another shape: ${where.join("; ")}`);
  }
  const detail = answer !== null && answer.status !== "success" ? answer.detail : null;
  const hidden = detail?.replaceAll(connection.secret.reveal(), "(hidden)");
  const says = hidden === undefined ? `answered ${status}` : `answered ${status}, "${hidden}"`;
  if (status === 429) throw fail("limited", says);
  const isUnauthorized = detail === null || /unauthori[sz]ed/i.test(detail);
  if (status === 401 || (status === 403 && isUnauthorized)) throw fail("unauthorized", says);
  if (status === 403) throw fail("forbidden", says);
  if (answer === null || answer.status === "success") {
    const what = text.trim() === "" ? "nothing" : /^\s*</.test(text) ? "HTML" : "no JSON of its API";
    throw fail("unreadable", `answered ${status} with ${what}`);
  }
  throw fail(status >= 500 || answer.status === "error" ? "failed" : "refused", says);
}

async function exchange({ url, secret, deadlineMs }: Connection, request: Request, name: string) {
  // Fetch would name the value of such a header in its error.
  if (!/^[\x21-\x7e]+$/.test(secret.reveal())) {
    throw new ProviderError("unauthorized", name, "the API secret is blank, or has characters that none has");
  }
  const target = new URL(request.path, url);
  for (const [key, value] of Object.entries(request.query ?? {})) target.searchParams.set(key, String(value));
  const body = request.body === undefined ? {} : { body: JSON.stringify(request.body) };
  try {
    const response = await fetch(target, {
      method: request.method,
      headers: {
        Accept: "application/json",
        Authorization: `Bearer ${secret.reveal()}`,
        ...(request.body === undefined ? {} : { "Content-Type": "application/json" }),
      },
      ...body,
      // The target of a redirect must not see the secret.
      redirect: "manual",
      signal: AbortSignal.timeout(deadlineMs),
    });
    const retryAfter = response.headers.get("retry-after") ?? "";
    return {
      status: response.status,
      text: await readText(response),
      // In seconds, as RFC 9110 has it; its other form, a date, is ignored.
      retryAfterMs: /^\d{1,6}$/.test(retryAfter) ? Number(retryAfter) * 1000 : null,
    };
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === "TimeoutError") {
      throw new ProviderError("timeout", name, `no answer within ${deadlineMs / 1000} s`, { cause });
    }
    throw new ProviderError("unreachable", name, `no answer: ${describeError(cause)}`, { cause });
  }
}

async function readText({ body }: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > MAX_ANSWER_BYTES) throw new Error("the answer is too long");
  }
  return text + decoder.decode();
}
