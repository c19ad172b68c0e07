import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { StoreEnv } from "../../../scripts/local-store/local-store.ts";
import { freePort } from "../../../scripts/shared/free-port.ts";
import { until } from "../../../scripts/shared/until.ts";

/** An order of the benchmark to its store, over the channel to its process. */
export type Order =
  | { readonly kind: "world"; readonly feeds: number; readonly history: number; readonly live: boolean }
  | { readonly kind: "turn" }
  | { readonly kind: "counts" };
/** Requests since the process began. Pictures are those that were asked for by presigned URLs. */
type Counts = { readonly list: number; readonly picture: number };

export type BenchStore = {
  readonly env: StoreEnv;
  readonly tell: (order: Order) => Promise<Counts>;
  readonly stop: () => void;
};

const SERVER = fileURLToPath(new URL("server.ts", import.meta.url));

/** @param pictures the folder that holds them */
export async function startBenchStore(pictures: string): Promise<BenchStore> {
  const port = await freePort();
  const child = spawn(process.execPath, [SERVER, String(port), pictures], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const endpoint = `http://127.0.0.1:${port}`;
  await until("the benchmark's store to answer", 10_000, async () => (await fetch(endpoint)).status === 404);
  return {
    env: {
      AWS_ENDPOINT_URL_S3: endpoint,
      AWS_S3_BUCKET_NAME: "bench",
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "bench",
      AWS_SECRET_ACCESS_KEY: "bench-secret",
    },
    async tell(order) {
      const answered = once(child, "message");
      child.send(order);
      const [counts] = (await answered) as [Counts];
      return counts;
    },
    stop: () => child.disconnect(),
  };
}
