// npm run livewall -- <command>
import type { Run } from "./command.ts";
import { runCommand } from "./run.ts";
import { thisWorld } from "./world.ts";

/** A command's libraries are loaded when it runs. */
type Command = readonly [name: string, summary: string, load: () => Promise<{ readonly run: Run }>];

const COMMANDS: readonly Command[] = [
  ["setup", "Create or repair the bucket, the webhook and the settings", () => import("./setup/index.ts")],
  ["doctor", "Find problems and their remedies", () => import("./doctor/index.ts")],
  ["tokens", "Manage publish tokens and their thumbnails", () => import("./tokens.ts")],
  ["webhooks", "Manage webhooks, and rotate their secret", () => import("./webhooks/index.ts")],
  ["snap", "Ask for a thumbnail of a stream now", () => import("./snap.ts")],
  ["share", "Create a link that opens a private wall, or a part of it", () => import("./share.ts")],
  ["import", "Import the vendor's sample, or a former Livewall", () => import("./import/index.ts")],
  ["export", "Export pictures as files, a zip or a time-lapse", () => import("./export/index.ts")],
  ["erase", "Delete everything that is stored of a stream", () => import("./erase/index.ts")],
];

// The reader of a pipe may end first, as head does. The command goes on to its end: it may be changing something.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

const commands = COMMANDS.map(([name, summary, load]) => ({
  name,
  summary,
  run: async (...given: Parameters<Run>) => await (await load()).run(...given),
}));
process.exitCode = await runCommand(commands, process.argv.slice(2), thisWorld());
