// Runs the tools of node_modules with the Node.js that runs this script, whichever "node" the machine has.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import path from "node:path";

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
type ToolOptions = {
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Shows the tool's output at once. Otherwise it is collected and returned. */
  readonly stream?: boolean;
  readonly deadlineMs?: number;
  /** Ends the tool. */
  readonly signal?: AbortSignal;
};

const DEADLINE_MS = 20 * 60_000;

/** For tools that start "node" by name, as Turbopack does: they get the Node.js that runs this script. */
export function pathToThisNode(): { PATH: string } {
  return { PATH: [path.dirname(process.execPath), process.env.PATH].join(path.delimiter) };
}

export function runTool(name: Tool, args: string[], options: ToolOptions = {}) {
  return runNode([findProgramFile(name), ...args], options);
}

export async function runNode(
  args: string[],
  { env, stream = false, deadlineMs = DEADLINE_MS, signal }: ToolOptions = {},
): Promise<{ exitCode: number; output: string }> {
  const stdio = stream ? "inherit" : "pipe";
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...pathToThisNode(), NEXT_TELEMETRY_DISABLED: "1", ...env },
    stdio: ["ignore", stdio, stdio],
    timeout: deadlineMs,
  });
  signal?.addEventListener("abort", () => child.kill());
  const chunks: Buffer[] = [];
  for (const output of [child.stdout, child.stderr])
    output?.on("data", (chunk: Buffer) => chunks.push(chunk));
  const [exitCode] = (await once(child, "close")) as [number | null];
  return { exitCode: exitCode ?? 1, output: Buffer.concat(chunks).toString() };
}

function findProgramFile(name: Tool): string {
  const directory = `node_modules/${PACKAGES[name]}`;
  const { bin } = JSON.parse(readFileSync(`${directory}/package.json`, "utf8")) as {
    bin: string | Record<string, string>;
  };
  const file = typeof bin === "string" ? bin : bin[name];
  if (file === undefined) throw new Error(`The package in ${directory} has no program ${name}.`);
  return `${directory}/${file}`;
}
