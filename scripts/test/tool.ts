// Runs the tools of node_modules with the Node that runs this script, whichever "node" the machine has.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { pathToThisNode } from "../store/this-node.ts";

const PACKAGES = {
  eslint: "eslint",
  knip: "knip",
  next: "next",
  playwright: "@playwright/test",
  prettier: "prettier",
  tsc: "typescript",
  vitest: "vitest",
};
export type Tool = keyof typeof PACKAGES;
export type ToolResult = { exitCode: number; output: string };
type ToolOptions = {
  env?: Record<string, string | undefined>;
  output?: "stream" | "collect";
  deadlineMs?: number;
};

const DEADLINE_MS = 20 * 60_000;

/** `output: "stream"` shows what the tool prints as it comes; else it is collected and returned. */
export async function runTool(name: Tool, args: string[], options: ToolOptions = {}): Promise<ToolResult> {
  const stdio = options.output === "stream" ? "inherit" : "pipe";
  const tool = spawn(process.execPath, [programFile(name), ...args], {
    env: { ...process.env, ...pathToThisNode(), NEXT_TELEMETRY_DISABLED: "1", ...options.env },
    stdio: ["ignore", stdio, stdio],
    timeout: options.deadlineMs ?? DEADLINE_MS,
  });
  const chunks: Buffer[] = [];
  for (const stream of [tool.stdout, tool.stderr]) stream?.on("data", (chunk: Buffer) => chunks.push(chunk));
  const [exitCode] = (await once(tool, "close")) as [number | null];
  return { exitCode: exitCode ?? 1, output: Buffer.concat(chunks).toString() };
}

function programFile(name: Tool): string {
  const directory = `node_modules/${PACKAGES[name]}`;
  const { bin } = JSON.parse(readFileSync(`${directory}/package.json`, "utf8")) as {
    bin: string | Record<string, string>;
  };
  const file = typeof bin === "string" ? bin : bin[name];
  if (file === undefined) throw new Error(`The package in ${directory} has no program ${name}.`);
  return `${directory}/${file}`;
}
