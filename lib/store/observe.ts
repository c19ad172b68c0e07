import type { S3Client } from "@aws-sdk/client-s3";
import type { StoreReport } from "#lib/observability/metrics.ts";
import { parseDate, type StoreClock } from "./clock.ts";

type Answered = {
  readonly response: { readonly statusCode: number; readonly headers: Readonly<Record<string, string>> };
};
type Sent = { readonly method: string; readonly query?: Readonly<Record<string, unknown>> };

/** Reports each request that a client sends, retries one by one, when the head of the answer arrives. */
export function observeCalls(client: S3Client, onCall: (report: StoreReport) => void): void {
  wrapHandler(client, (send) => async (request) => {
    const started = performance.now();
    const report = (status: string) =>
      onCall({ operation: toOperation(request), status, durationMs: performance.now() - started });
    try {
      const answered = await send();
      report(String(answered.response.statusCode));
      return answered;
    } catch (error) {
      report("no answer");
      throw error;
    }
  });
}

/**
 * Corrects a clock by every answer that a client receives.
 *
 * @param localNow the clock that is corrected, ms since 1970
 */
export function observeDates(client: S3Client, clock: StoreClock, localNow: () => number): void {
  wrapHandler(client, (send) => async () => {
    const sent = localNow();
    const answered = await send();
    clock.observe({ date: parseDate(answered.response.headers), sent, received: localNow() });
    return answered;
  });
}

function wrapHandler(
  client: S3Client,
  wrap: (send: () => Promise<Answered>) => (request: Sent) => Promise<Answered>,
): void {
  const handler = client.config.requestHandler;
  const handle = handler.handle.bind(handler);
  handler.handle = (request: Sent, options) => wrap(() => handle(request, options))(request);
}

/** S3's name of a request. */
function toOperation({ method, query = {} }: Sent): string {
  switch (method) {
    case "PUT":
      return "PutObject";
    case "DELETE":
      return "DeleteObject";
    case "HEAD":
      return "HeadObject";
    default:
      if ("lifecycle" in query) return "GetBucketLifecycleConfiguration";
      return "list-type" in query ? "ListObjectsV2" : "GetObject";
  }
}
