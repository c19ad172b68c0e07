// What goes wrong with the disk while the store is away.
import { execFileSync } from "node:child_process";
import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import type { Field, Scenario } from "./scenarios.ts";

/** The least that the setting allows: a dozen frames. */
const SMALL_SPOOL = { SPOOL_MAX_BYTES: "1000000" };
/** Less than a frame, so that each write of one breaks off in its middle. */
const LARGEST_FILE_BYTES = 30_000;

export function spoolScenarios(): Scenario[] {
  return [
    whileAway("and the spool is full", async ({ troubleMs }) => delay(troubleMs), SMALL_SPOOL),
    whileAway("and the disk breaks off each write", async ({ receiver: { pid }, troubleMs }) => {
      limitFiles(pid, String(LARGEST_FILE_BYTES));
      await delay(troubleMs);
      limitFiles(pid, "unlimited");
    }),
    whileAway("and the spool's disk is taken away for half of it", async ({ spoolDirectory, troubleMs }) => {
      const away = `${spoolDirectory}.away`;
      await delay(troubleMs / 4);
      mkdirSync(spoolDirectory, { recursive: true });
      renameSync(spoolDirectory, away);
      writeFileSync(spoolDirectory, "");
      await delay(troubleMs / 2);
      rmSync(spoolDirectory);
      renameSync(away, spoolDirectory);
      await delay(troubleMs / 4);
    }),
    whileAway(
      "and somebody repeats a captured picture under other names",
      async ({ replay, troubleMs }) => {
        const over = new AbortController();
        const repeating = replay(over.signal);
        await delay(troubleMs);
        over.abort();
        await repeating;
      },
      { SPOOL_MAX_BYTES: "20000000" },
    ),
  ];
}

function whileAway(
  what: string,
  act: (field: Field) => Promise<void>,
  env?: Record<string, string>,
): Scenario {
  return {
    name: `the store is away, ${what}`,
    needsSpool: true,
    ...(env === undefined ? {} : { env }),
    async act(field) {
      await field.store.stop();
      await act(field);
      await field.store.start();
    },
  };
}

/** By prlimit of util-linux, on the process as it runs: what is longer, the kernel cuts off. */
function limitFiles(pid: number | undefined, bytes: string): void {
  execFileSync("prlimit", [`--pid=${pid ?? ""}`, `--fsize=${bytes}:unlimited`]);
}
