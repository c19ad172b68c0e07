import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { pathToThisNode } from "../store/this-node.ts";

const NEXT = "node_modules/next/dist/bin/next";
const BUILD_ID = ".next/BUILD_ID";

/**
 * Builds the app for production.
 *
 * @param signal ends the build
 * @throws Error with all that the build printed, when it fails
 */
export async function buildApp(signal: AbortSignal): Promise<void> {
  console.log("Building the app …");
  const env = {
    ...process.env,
    ...pathToThisNode(),
    NODE_ENV: "production" as const,
    NEXT_TELEMETRY_DISABLED: "1",
  };
  const build = spawn(process.execPath, [NEXT, "build"], { env, stdio: ["ignore", "pipe", "pipe"] });
  signal.addEventListener("abort", () => build.kill());
  const chunks: Buffer[] = [];
  for (const stream of [build.stdout, build.stderr]) stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  const [exitCode] = (await once(build, "close")) as [number | null];
  if (exitCode !== 0) throw new Error(`${Buffer.concat(chunks).toString()}\nThe app could not be built.`);
}

/** @throws Error when there is no production build to show */
export function requireBuild(): void {
  if (!existsSync(BUILD_ID)) throw new Error("There is no build yet: run npm run demo without --no-build.");
}
