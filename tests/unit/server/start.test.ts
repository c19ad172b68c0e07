import { afterEach, expect, test, vi } from "vitest";
import { register } from "../../../instrumentation.ts";

const SETTINGS = {
  NEXT_RUNTIME: "nodejs",
  WEBHOOK_SECRET: "b25l",
  AWS_S3_BUCKET_NAME: "pictures",
  AWS_REGION: "eu-central-1",
  ACCESS: "public",
  OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:4318",
};

const started = vi.hoisted((): string[] => []);
vi.mock("#lib/server/drain.ts", () => ({ drainOnSignal: () => started.push("drain") }));
vi.mock("#lib/app.ts", () => ({ app: () => ({ deliver: () => started.push("delivery") }) }));
vi.mock("#lib/observability/tracing.ts", () => {
  throw new Error("Cannot find package");
});

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

test("starts without traces when the exporter cannot be loaded", async () => {
  for (const [name, value] of Object.entries(SETTINGS)) vi.stubEnv(name, value);
  const lines: string[] = [];
  vi.spyOn(process.stdout, "write").mockImplementation((line) => lines.push(String(line)) > 0);
  await register();
  expect(lines.join("")).toMatch(/"event":"tracing-not-started","level":"error","error":".*Cannot find/);
  expect(started).toEqual(["drain", "delivery"]);
});
