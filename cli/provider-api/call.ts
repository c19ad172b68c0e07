import { setTimeout as delay } from "node:timers/promises";
import type { z } from "zod";
import { describeError } from "#lib/http/log.ts";
import { readEnvelope } from "./envelope.ts";
import { ProviderError } from "./error.ts";
import type { Sealed } from "./sealed.ts";

export type Connection = {
  /** Without a path, such as https://api.millicast.com */
  readonly url: string;
  readonly secret: Sealed;
  /** What one attempt may take, ms. */
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
const LONGEST_WAIT_MS = 30_000;
const MAX_ANSWER_BYTES = 20_000_000;

/**
 * Makes one call of the provider's REST API and reads what the envelope holds.
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
      if (pause > LONGEST_WAIT_MS) throw error;
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
  const hide = (words: string) => words.replaceAll(connection.secret.reveal(), "(hidden)");
  const isOk = status >= 200 && status < 300;
  // Of what is deleted nothing is left to say, and the documents of the API do not agree on what is said.
  const isDone = isOk && request.method === "DELETE" && text.trim() === "";
  const answer = isDone ? ({ status: "success", data: undefined } as const) : readEnvelope(text);
  if (isOk && answer?.status === "success") {
    const read = data.safeParse(answer.data);
    if (read.success) return read.data;
    const where = read.error.issues.map(({ path, message }) => `${path.join(".") || "data"}: ${message}`);
    throw new ProviderError("unreadable", name, `the answer has another shape: ${where.join("; ")}`, {
      status,
    });
  }
  const detail = answer !== null && answer.status !== "success" ? hide(answer.detail) : null;
  const says = detail === null ? `answered ${status}` : `answered ${status}, "${detail}"`;
  if (status === 429) throw new ProviderError("limited", name, says, { status, retryAfterMs });
  if (status === 401 || (status === 403 && (detail === null || /unauthori[sz]ed/i.test(detail)))) {
    throw new ProviderError("unauthorized", name, says, { status });
  }
  if (status === 403) throw new ProviderError("forbidden", name, says, { status });
  if (answer === null || answer.status === "success") {
    const what = text.trim() === "" ? "nothing" : /^\s*</.test(text) ? "HTML" : "no JSON of its API";
    throw new ProviderError("unreadable", name, `answered ${status} with ${what}`, { status, retryAfterMs });
  }
  if (status >= 500 || answer.status === "error") {
    throw new ProviderError("failed", name, says, { status, retryAfterMs });
  }
  throw new ProviderError("refused", name, says, { status });
}

type Exchange = {
  readonly status: number;
  readonly text: string;
  readonly retryAfterMs: number | null;
};

async function exchange(connection: Connection, request: Request, name: string): Promise<Exchange> {
  const { url, secret, deadlineMs } = connection;
  // Fetch would name the value of such a header in its error.
  if (!/^[\x21-\x7e]+$/.test(secret.reveal())) {
    throw new ProviderError("unauthorized", name, "the API secret is blank, or has characters that none has");
  }
  const target = new URL(request.path, url);
  for (const [key, value] of Object.entries(request.query ?? {})) target.searchParams.set(key, String(value));
  try {
    const response = await fetch(target, {
      method: request.method,
      headers: {
        Accept: "application/json",
        Authorization: `Bearer ${secret.reveal()}`,
        ...(request.body === undefined ? {} : { "Content-Type": "application/json" }),
      },
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      // Whoever it would lead to is nobody to show the secret to.
      redirect: "manual",
      signal: AbortSignal.timeout(deadlineMs),
    });
    return {
      status: response.status,
      text: await readText(response),
      retryAfterMs: readRetryAfter(response.headers.get("retry-after")),
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
  if (body === null) return text;
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > MAX_ANSWER_BYTES) throw new Error("the answer is too long");
  }
  return text + decoder.decode();
}

/** In seconds, as RFC 9110 has it; its other form, a date, is taken as not given. */
function readRetryAfter(header: string | null): number | null {
  return header !== null && /^\d{1,6}$/.test(header) ? Number(header) * 1000 : null;
}
