// npm run livewall -- <command>
import type { Run } from "./command.ts";
import { runCommand } from "./run.ts";
import { thisWorld } from "./world.ts";

/** A command's libraries are loaded when it runs. */
function defineCommand(name: string, summary: string, load: () => Promise<Run>) {
  return { name, summary, run: async (...given: Parameters<Run>) => (await load())(...given) };
}

const COMMANDS = [
  defineCommand(
    "setup",
    "Create or repair the bucket, the webhook and the settings",
    async () => (await import("./setup/index.ts")).setUp,
  ),
  defineCommand(
    "doctor",
    "Find problems and their remedies",
    async () => (await import("./doctor/index.ts")).examine,
  ),
  defineCommand(
    "tokens",
    "List and create publish tokens, and turn on their thumbnails",
    async () => (await import("./tokens.ts")).runTokens,
  ),
  defineCommand(
    "webhooks",
    "List, create, enable and test webhooks, and rotate their secret",
    async () => (await import("./webhooks/index.ts")).runWebhooks,
  ),
  defineCommand(
    "snap",
    "Ask for a thumbnail of a stream now",
    async () => (await import("./snap.ts")).runSnap,
  ),
  defineCommand(
    "share",
    "Create a link that opens a private wall, or a part of it, for some time",
    async () => (await import("./share.ts")).runShare,
  ),
  defineCommand(
    "import",
    "Import the pictures of the vendor's sample or of a former Livewall",
    async () => (await import("./import/index.ts")).importPictures,
  ),
  defineCommand(
    "export",
    "Export a stream's pictures as files, a zip or a time-lapse",
    async () => (await import("./export/index.ts")).exportFrames,
  ),
  defineCommand(
    "erase",
    "Delete everything that is stored of a stream",
    async () => (await import("./erase/index.ts")).runErase,
  ),
];

process.exitCode = await runCommand(COMMANDS, process.argv.slice(2), thisWorld());
