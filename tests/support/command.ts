// Runs a command of the command line in a folder of its own, and keeps all that it prints.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Run as Command } from "../../cli/command.ts";
import { runCommand } from "../../cli/run.ts";
import type { Ask } from "../../cli/ask.ts";
import type { World } from "../../cli/world.ts";
import type { Environment } from "#lib/settings/environment.ts";

export type Run = { readonly code: number; readonly out: string; readonly err: string };

export class Workplace {
  readonly directory = mkdtempSync(path.join(tmpdir(), "livewall-command-"));

  file(name: string): string {
    return path.join(this.directory, name);
  }

  /** @param ask null is no terminal */
  async run(command: Command, args: string[], env: Environment, ask: Ask | null = null): Promise<Run> {
    let out = "";
    let err = "";
    const world: World = {
      env,
      directory: this.directory,
      print: (line) => void (out += `${line}\n`),
      printError: (line) => void (err += `${line}\n`),
      hasColours: false,
      ask,
    };
    const code = await runCommand([{ name: "it", summary: "", run: command }], ["it", ...args], world);
    return { code, out, err };
  }

  remove(): void {
    rmSync(this.directory, { recursive: true });
  }
}
