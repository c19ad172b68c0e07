import { execFile } from "node:child_process";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { quantile } from "../shared/quantile.ts";

const STARTS = 5;

/** The minimum for a start. The hook is unsigned, so no store is needed. */
const ENV = {
  NODE_ENV: "production",
  WEBHOOK_SECRET: "bGl2ZXdhbGw=",
  AWS_S3_BUCKET_NAME: "none",
  AWS_REGION: "us-east-1",
} as const;
const UNSIGNED = {
  version: "2.0",
  headers: { "content-type": "image/jpeg" },
  requestContext: { http: { method: "POST" } },
  body: "",
  isBase64Encoded: true,
};

const PROGRAM = (url: string) => `
  const start = performance.now();
  const { handler } = await import(${JSON.stringify(url)});
  const loaded = performance.now();
  const { statusCode } = await handler(${JSON.stringify(UNSIGNED)});
  if (statusCode !== 401) throw new Error("answered " + statusCode);
  process.stderr.write(JSON.stringify([loaded - start, performance.now() - loaded]));
`;

/** Measures how long an unzipped receiver takes to load, and to answer its first request: medians of fresh processes, in ms. */
export async function measureColdStart(folder: string): Promise<{ load: number; first: number }> {
  const handlerUrl = pathToFileURL(path.join(folder, "index.mjs")).href;
  const loads: number[] = [];
  const firsts: number[] = [];
  for (let start = 0; start < STARTS; start++) {
    const program = ["--input-type=module", "--eval", PROGRAM(handlerUrl)];
    const { stderr } = await promisify(execFile)(process.execPath, program, { env: ENV, cwd: folder });
    const [load = 0, first = 0] = JSON.parse(stderr) as number[];
    loads.push(load);
    firsts.push(first);
  }
  return { load: quantile(loads, 0.5), first: quantile(firsts, 0.5) };
}
