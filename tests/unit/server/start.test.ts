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
const composed = vi.hoisted((): { app: object | null } => ({ app: null }));
vi.mock("#lib/app.ts", () => ({
  compose: () => ({ deliver: () => started.push("delivery") }),
  findApp: () => composed.app,
}));
vi.mock("#lib/observability/tracing.ts", () => {
  throw new Error("Cannot find package");
});

afterEach(() => {
  started.length = 0;
  composed.app = null;
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

function stubSettings(more: Partial<typeof SETTINGS> & { ACCESS_KEYS?: string } = {}) {
  for (const [name, value] of Object.entries({ ...SETTINGS, ...more })) vi.stubEnv(name, value);
}

test("starts without traces when the exporter cannot be loaded", async () => {
  stubSettings();
  const lines: string[] = [];
  vi.spyOn(process.stdout, "write").mockImplementation((line) => lines.push(String(line)) > 0);
  await register();
  expect(lines.join("")).toMatch(/"event":"tracing-not-started","level":"error","error":".*Cannot find/);
  expect(started).toEqual(["delivery"]);
  expect(lines.join("")).toContain('"event":"started"');
});

test("starts nothing in a process that has composed its app", async () => {
  stubSettings();
  composed.app = {};
  await register();
  expect(started).toEqual([]);
});

test.each([
  ["ACCESS is missing", { ACCESS: "" }],
  ["ACCESS_KEYS is missing", { ACCESS: "gated", ACCESS_KEYS: "" }],
  ["ACCESS_KEYS is not", { ACCESS: "gated", ACCESS_KEYS: "a:b25l" }],
])("does not start when %s", async (fault, access) => {
  stubSettings(access);
  const exit = vi.spyOn(process, "exit").mockImplementation((code) => {
    throw new Error(`exit ${String(code)}`);
  });
  const lines: string[] = [];
  vi.spyOn(process.stderr, "write").mockImplementation((line) => lines.push(String(line)) > 0);
  await expect(register()).rejects.toThrow("exit 1");
  expect(exit).toHaveBeenCalledOnce();
  expect(lines.join("")).toContain(fault);
  expect(started).toEqual([]);
});
