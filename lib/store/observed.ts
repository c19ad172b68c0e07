import type { S3Client } from "@aws-sdk/client-s3";
import type { StoreReport } from "#lib/metrics/metrics.ts";

type Answered = { readonly response: { readonly statusCode: number } };
type Sent = { readonly method: string; readonly query?: Readonly<Record<string, unknown>> };

/** Tells of every request that a client sends, retries one by one, when the head of its answer is there. */
export function observeCalls(client: S3Client, onCall: (report: StoreReport) => void): void {
  const handler = client.config.requestHandler;
  const handle = handler.handle.bind(handler);
  handler.handle = async (request: Sent, options) => {
    const started = performance.now();
    const tell = (status: string) =>
      onCall({ operation: operationOf(request), status, durationMs: performance.now() - started });
    try {
      const answered: Answered = await handle(request, options);
      tell(String(answered.response.statusCode));
      return answered;
    } catch (error) {
      tell("no answer");
      throw error;
    }
  };
}

/** As S3 calls what Livewall asks of it. */
function operationOf({ method, query = {} }: Sent): string {
  switch (method) {
    case "PUT":
      return "PutObject";
    case "DELETE":
      return "DeleteObject";
    case "HEAD":
      return "HeadObject";
    default:
      return "list-type" in query ? "ListObjectsV2" : "GetObject";
  }
}
