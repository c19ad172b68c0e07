import { S3ServiceException, type S3Client } from "@aws-sdk/client-s3";
import type { StoreReport } from "#lib/metrics/metrics.ts";

/** Tells of every request that a client sends, retries one by one. */
export function observeCalls(client: S3Client, onCall: (report: StoreReport) => void): void {
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const started = performance.now();
        const tell = (status: string) => {
          const operation = String(commandName).replace(/Command$/, "");
          onCall({ operation, status, durationMs: performance.now() - started });
        };
        try {
          const result = await next(args);
          tell("200");
          return result;
        } catch (error) {
          tell(statusOf(error));
          throw error;
        }
      },
    // Beneath the SDK's retries, which are in this step with a high priority.
    { step: "finalizeRequest", priority: "low", name: "livewallObserveCalls" },
  );
}

function statusOf(error: unknown): string {
  // A connection that breaks and one that is silent are one to the SDK: both are its TimeoutError.
  const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
  return String(status ?? "no answer");
}
