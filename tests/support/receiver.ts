// Receivers on any store, and hooks for them.
import { randomBytes } from "node:crypto";
import type { LogFields } from "#lib/http/log.ts";
import type { HookReport } from "#lib/observability/metrics.ts";
import { parseSecret } from "#lib/provider/signature.ts";
import { createAdmission } from "#lib/receiver/admission/admission.ts";
import { createReceiver } from "#lib/receiver/receiver.ts";
import { parseSettings, type ReceiverSettings } from "#lib/settings/settings.ts";
import type { Store } from "#lib/store/store.ts";
import { SECRET, type Thumbnail, thumbnail } from "./hook.ts";
import { createMemoryStore } from "./memory-store.ts";

export type Line = LogFields & { readonly event: string };

export type Receiver = {
  readonly receive: (request: Request) => Promise<Response>;
  /** All that it has logged. */
  readonly lines: Line[];
  /** All that it has reported, to be counted. */
  readonly reports: HookReport[];
};

export type ReceiverOptions = {
  readonly settings?: Partial<ReceiverSettings>;
  readonly isOverloaded?: () => boolean;
  /** Changes what the store does. */
  readonly through?: (store: Store) => Store;
};

export function secretOf(text: string) {
  const secret = parseSecret(text);
  if (secret === null) throw new Error("The secret of the test is none.");
  return secret;
}

export function receiverSettings(overrides: Partial<ReceiverSettings> = {}): ReceiverSettings {
  const required = { AWS_S3_BUCKET_NAME: "frames", AWS_REGION: "eu-central-1", ACCESS: "public" };
  return { ...parseSettings({ ...required, WEBHOOK_SECRET: SECRET }).receiver, ...overrides };
}

/** Each has a memory of its own, as two machines have. */
export function receiverOn(
  store: Store,
  { settings: overrides, isOverloaded, through = (same) => same }: ReceiverOptions = {},
): Receiver {
  const settings = receiverSettings(overrides);
  const lines: Line[] = [];
  const reports: HookReport[] = [];
  const parts = {
    settings,
    store: through(store),
    log: (event: string, fields: LogFields) => void lines.push({ event, ...fields }),
    onHook: (report: HookReport) => void reports.push(report),
  };
  const admission = createAdmission(settings.maxBytesInFlight, settings.spool !== null);
  const { receive } = createReceiver(parts, isOverloaded ? { ...admission, isOverloaded } : admission);
  return { receive, lines, reports };
}

/** An account that no other test uses. */
export function newAccount(): string {
  return `T${randomBytes(8).toString("hex")}`;
}

/** Hooks of a stream that no other test uses. */
export function newStream() {
  const account = newAccount();
  const now = Date.now();
  const stream = `${account}/teststream`;
  const send = (overrides: Partial<Thumbnail> = {}) => thumbnail({ stream, time: now, ...overrides });
  return { account, now, stream, send };
}

/** A receiver on a bucket in memory, and hooks for it. */
export function memoryScene(options: ReceiverOptions = {}) {
  const store = createMemoryStore();
  return { ...newStream(), store, ...receiverOn(store, options) };
}

export async function answerOf(response: Response) {
  const { status, headers } = response;
  return { status, type: headers.get("content-type"), body: (await response.json()) as unknown };
}
