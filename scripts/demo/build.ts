import { spawn } from "node:child_process";
import { once } from "node:events";
import { pathToThisNode } from "../store/this-node.ts";

const NEXT = "node_modules/next/dist/bin/next";

/** Builds the app for production. @throws Error with all that the build printed, when it fails */
export async function buildApp(): Promise<void> {
  console.log("Building the app …");
  const env = {
    ...process.env,
    ...pathToThisNode(),
    NODE_ENV: "production" as const,
    NEXT_TELEMETRY_DISABLED: "1",
  };
  const build = spawn(process.execPath, [NEXT, "build"], { env, stdio: ["ignore", "pipe", "pipe"] });
  const chunks: Buffer[] = [];
  for (const stream of [build.stdout, build.stderr]) stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  const [exitCode] = (await once(build, "close")) as [number | null];
  if (exitCode !== 0) throw new Error(`${Buffer.concat(chunks).toString()}\nThe app could not be built.`);
}
