import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { SECRET_SETTINGS } from "#lib/settings/table.ts";
import type { World } from "../world.ts";
import type { Changes } from "./changes.ts";

/** Vercel overwrites X-Forwarded-For with the viewer's address. */
const VERCEL_SETTINGS = { TRUSTED_PROXIES: "1" };

/** Sets the settings in the linked Vercel project. Values go through a pipe: `ps` shows arguments. */
export async function setOnVercel(
  world: World,
  environment: string,
  values: Readonly<Record<string, string>>,
  changes: Changes,
): Promise<void> {
  changes.title(`Vercel, ${environment}`);
  for (const [name, value] of Object.entries({ ...values, ...VERCEL_SETTINGS })) {
    if (value === "") {
      changes.note(
        `${name} is to be blank: if the project has it, vercel env rm ${name} ${environment} takes it out`,
      );
      continue;
    }
    // The development environment has no sensitive variables.
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
  // A process that ends without reading closes the pipe. Its exit code tells why.
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  const exit = once(child, "exit") as Promise<[number | null]>;
  const [errors, [code]] = await Promise.all([text(child.stderr), exit]).catch((cause: unknown) => {
    throw new Error(
      "the Vercel CLI does not start: install it with npm i -g vercel, then run vercel login and vercel link",
      { cause },
    );
  });
  if (code !== 0) {
    const message = errors.replaceAll(input, "(hidden)").trim().slice(-500);
    throw new Error(`"vercel ${args.join(" ")}" ended with ${code ?? "a signal"}: ${message}`);
  }
}
