#!/usr/bin/env node
// npx livewall <command>: starts livewall.ts with the Node that the project runs on, whatever the machine has.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** @param {string} file beside this one */
const pathOf = (file) => fileURLToPath(new URL(file, import.meta.url));
const { status, error } = spawnSync(
  pathOf("../node_modules/.bin/node"),
  [pathOf("livewall.ts"), ...process.argv.slice(2)],
  { stdio: "inherit" },
);
if (error !== undefined) console.error(`livewall: ${error.message}: run npm ci in its folder first`);
process.exitCode = status ?? 1;
