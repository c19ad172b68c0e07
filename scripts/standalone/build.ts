// npm run build:standalone: a production build in .next/standalone that runs with nothing but Node.
import path from "node:path";
import { runTool } from "../test/tool.ts";
import { completeStandalone, STANDALONE } from "./complete.ts";

const MB = 1_000_000;

process.chdir(path.join(import.meta.dirname, "../.."));
const env = { NODE_ENV: "production", BUILD_STANDALONE: "1" };
const { exitCode } = await runTool("next", ["build"], { env, output: "stream" });
if (exitCode === 0) {
  const size = `${(completeStandalone() / MB).toFixed(0)} MB`;
  console.log(`${STANDALONE}: ${size}. Start it with: node ${STANDALONE}/server.js`);
}
process.exitCode = exitCode;
