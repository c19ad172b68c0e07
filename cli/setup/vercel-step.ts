import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import type { World } from "../world/world.ts";
import type { Changes } from "./changes.ts";
import { SECRET_SETTINGS } from "./settings-step.ts";

/** Vercel overwrites X-Forwarded-For with the viewer's address: the first from the right is to be believed. */
const OF_VERCEL = { TRUSTED_PROXIES: "1" };

/** Sets the settings in the Vercel project that this folder is linked to. Values go through a pipe, never an argument. */
export async function setOnVercel(
  world: World,
  environment: string,
  values: Readonly<Record<string, string>>,
  changes: Changes,
): Promise<void> {
  changes.title(`Vercel, ${environment}`);
  for (const [name, value] of Object.entries({ ...values, ...OF_VERCEL })) {
    if (value === "") {
      changes.note(
        `${name} is to be blank: if the project has it, vercel env rm ${name} ${environment} takes it out`,
      );
      continue;
    }
    // In its development environment, Vercel takes none that cannot be read again.
    const isSecret = SECRET_SETTINGS.includes(name) && environment !== "development";
    const args = ["env", "add", name, environment, "--force", ...(isSecret ? ["--sensitive"] : [])];
    await changes.make(`vercel ${args.join(" ")}`, null, () => runVercel(world, args, value));
    changes.done(`${name} is set`);
  }
  changes.note("a deployment sees its settings from the next one on: vercel deploy --prod");
}

async function runVercel({ env, directory }: World, args: string[], input: string): Promise<void> {
  const child = spawn("vercel", args, {
    cwd: directory,
    env: { NODE_ENV: "production", ...env },
    stdio: ["pipe", "ignore", "pipe"],
  });
  // One that ends without reading closes the pipe: its exit code says what there is to say.
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  const [errors, code] = await Promise.all([text(child.stderr), exitCode(child)]);
  if (code !== 0) {
    const says = errors.replaceAll(input, "(hidden)").trim().slice(-500);
    throw new Error(`"vercel ${args.join(" ")}" ended with ${code}: ${says}`);
  }
}

async function exitCode(child: ChildProcess): Promise<number> {
  try {
    const [code] = (await once(child, "exit")) as [number | null];
    return code ?? 1;
  } catch (error) {
    throw new Error(
      "the Vercel CLI does not start: install it with npm i -g vercel, then run vercel login and vercel link",
      { cause: error },
    );
  }
}
