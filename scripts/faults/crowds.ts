import { readdirSync } from "node:fs";
import { flood, trickle } from "./attackers.ts";
import { padPicture, sendBurst, sendMany } from "./sender.ts";
import { readMemory, type Stage } from "./stage.ts";
import { type Scenario, underLoad } from "./trial.ts";

const HOOK_BYTES = 250_000;
const HONEST_HOOKS_PER_SECOND = 10;
const SOAK_CONCURRENCY = 8;

type Attack = (stage: Stage, signal: AbortSignal) => Promise<string>;

/** @param attackMs how long each attack lasts */
export function createCrowdScenarios(attackMs: number, soakFrames: number): Scenario[] {
  const burst = (count: number, spool: boolean): Scenario => ({
    name: `${count} hooks of ${HOOK_BYTES / 1000} KB in one instant`,
    spool,
    run: async (stage, [jpeg = Buffer.alloc(0)]) => ({
      sent: await sendBurst(stage, count, padPicture(jpeg, HOOK_BYTES)),
    }),
  });
  const attack = (name: string, act: Attack): Scenario => ({
    name,
    spool: false,
    run: (stage, pictures) =>
      underLoad(stage, pictures, HONEST_HOOKS_PER_SECOND, () => act(stage, AbortSignal.timeout(attackMs))),
  });
  return [
    burst(100, false),
    burst(500, false),
    burst(1_000, false),
    burst(1_000, true),
    attack("a flood of unsigned posts, from 100 connections", async ({ hookUrl }, signal) => {
      return `${await flood(hookUrl, 100, signal)} unsigned posts rejected`;
    }),
    attack("200 connections that send 3.9 MB and then a byte at a time", async ({ hookUrl }, signal) => {
      await trickle(hookUrl, 200, signal);
      return "";
    }),
    {
      name: `${soakFrames} frames of 20 feeds, as fast as they are accepted`,
      spool: false,
      async run(stage, pictures) {
        const memory: (number | null)[] = [];
        const filesBefore = countOpenFiles(stage);
        const sent = await sendMany(stage, pictures, soakFrames, SOAK_CONCURRENCY, () => {
          memory.push(readMemory(stage));
          return Promise.resolve();
        });
        const files = `${filesBefore} → ${countOpenFiles(stage)}`;
        return { sent, notes: `MB after each quarter: ${memory.join(", ")}; open files ${files}` };
      },
    },
  ];
}

function countOpenFiles({ server: { pid } }: Stage): number | string {
  try {
    return readdirSync(`/proc/${pid ?? ""}/fd`).length;
  } catch {
    return "?";
  }
}
