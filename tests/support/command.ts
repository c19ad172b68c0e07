// Runs a command of the command line in a folder of its own, and keeps all that it prints.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { dispatch } from "../../cli/dispatch/dispatch.ts";
import type { Ask } from "../../cli/world/ask.ts";
import type { World } from "../../cli/world/world.ts";
import type { Environment } from "#lib/settings/environment.ts";

export type Run = { readonly code: number; readonly out: string; readonly err: string };
export type Implementation = (args: string[], world: World) => Promise<number>;

export class Workplace {
  readonly directory = mkdtempSync(path.join(tmpdir(), "livewall-command-"));

  file(name: string): string {
    return path.join(this.directory, name);
  }

  /** @param ask null is no terminal */
  async run(command: Implementation, args: string[], env: Environment, ask: Ask | null = null): Promise<Run> {
    let out = "";
    let err = "";
    const print = (line: string) => void (out += `${line}\n`);
    const world = { env, directory: this.directory, print, hasColours: false, ask };
    const run = (given: string[]) => command(given, world);
    const code = await dispatch([{ name: "it", summary: "", run }], ["it", ...args], {
      out: (text) => void (out += text),
      err: (text) => void (err += text),
    });
    return { code, out, err };
  }

  remove(): void {
    rmSync(this.directory, { recursive: true });
  }
}
