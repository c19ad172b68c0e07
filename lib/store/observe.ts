import type { S3Client } from "@aws-sdk/client-s3";
import type { StoreReport } from "#lib/observability/metrics.ts";
import { parseDate, type StoreClock } from "./clock.ts";

type Answered = {
  readonly response: { readonly statusCode: number; readonly headers: Readonly<Record<string, string>> };
};
type Sent = { readonly method: string; readonly query?: Readonly<Record<string, unknown>> };

/**
 * Corrects a clock by each answer that a client receives, and reports each request, retries one by one, when the head of
 * its answer arrives.
 *
 * @param localNow this process's clock, ms since 1970
 */
export function observeRequests(
  client: S3Client,
  clock: StoreClock,
  localNow: () => number,
  onCall: (report: StoreReport) => void = () => undefined,
): void {
  const handler = client.config.requestHandler;
  const handle = handler.handle.bind(handler);
  handler.handle = async (request: Sent, options) => {
    const [sent, started] = [localNow(), performance.now()];
    const report = (status: string) =>
      onCall({ operation: toOperation(request), status, durationMs: performance.now() - started });
    try {
      const answered: Answered = await handle(request, options);
      const { statusCode, headers } = answered.response;
      clock.observe(parseDate(headers), sent, localNow());
      report(String(statusCode));
      return answered;
    } catch (error) {
      report("no answer");
      throw error;
    }
  };
}

const OPERATIONS = new Map([
  ["PUT", "PutObject"],
  ["DELETE", "DeleteObject"],
  ["HEAD", "HeadObject"],
]);

/** S3's name of a request. */
function toOperation({ method, query = {} }: Sent): string {
  if ("lifecycle" in query) return "GetBucketLifecycleConfiguration";
  return OPERATIONS.get(method) ?? ("list-type" in query ? "ListObjectsV2" : "GetObject");
}
