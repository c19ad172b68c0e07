// npm run livewall -- <command>: the work around the app, from the set-up to the way out.
import { dispatch, type Command } from "./dispatch/dispatch.ts";

// Each command is loaded when it is asked for, so that none waits for another's libraries.
const COMMANDS: readonly Command[] = [
  {
    name: "setup",
    summary: "Make the bucket, the webhook and the settings, or make them right",
    run: async (args) => (await import("./setup/index.ts")).run(args),
  },
  {
    name: "doctor",
    summary: "Find out what is wrong, and what to do about it",
    run: async (args) => (await import("./doctor/index.ts")).run(args),
  },
  {
    name: "tokens",
    summary: "List and make publish tokens, and turn their thumbnails on",
    run: async (args) => (await import("./tokens/index.ts")).run(args),
  },
  {
    name: "webhooks",
    summary: "List, make, enable and test webhooks, and rotate their secret",
    run: async (args) => (await import("./webhooks/index.ts")).run(args),
  },
  {
    name: "snap",
    summary: "Ask for a thumbnail of a stream now",
    run: async (args) => (await import("./snap/index.ts")).run(args),
  },
  {
    name: "share",
    summary: "Make a link that opens a private wall, or a part of it, for a time",
    run: async (args) => (await import("./share/index.ts")).run(args),
  },
  {
    name: "import",
    summary: "Bring in the pictures that the vendor's sample kept",
    run: async (args) => (await import("./import/index.ts")).run(args),
  },
  {
    name: "export",
    summary: "Take a stream's pictures out, as files, a zip or a time-lapse",
    run: async (args) => (await import("./export/index.ts")).run(args),
  },
  {
    name: "erase",
    summary: "Delete all that is stored of a stream",
    run: async (args) => (await import("./erase/index.ts")).run(args),
  },
];

process.exitCode = await dispatch(COMMANDS, process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
});
