import { readdirSync } from "node:fs";
import { askAgain, flood, leaveEarly, type Target, trickle } from "./attackers.ts";
import { padPicture, sendBurst, sendMany } from "./sender.ts";
import { readMemory, type Stage } from "./stage.ts";
import { createTally } from "./tally.ts";
import { type Scenario, underLoad } from "./trial.ts";
import { askForMoment, openWall, putTiles } from "./viewers.ts";

export const HOOK_BYTES = 250_000;
const HONEST_HOOKS_PER_SECOND = 10;
/** Beside a crowd of viewers: of each camera of a wall, a frame in eight seconds. */
const HOOKS_BESIDE_VIEWERS = 3;
export const TILES = 24;
export const HOOK_PATH = "/api/thumbnails";
const SOAK_CONCURRENCY = 8;
const CROWD_DEADLINE_MS = 60_000;

type Attack = (target: Target, stage: Stage) => Promise<string>;

/** @param attackMs how long each attack lasts @param hasWall whether the program shows a wall */
export function createCrowdScenarios(attackMs: number, soakFrames: number, hasWall: boolean): Scenario[] {
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
      underLoad(stage, pictures, HONEST_HOOKS_PER_SECOND, () =>
        act(aimAt(stage, AbortSignal.timeout(attackMs)), stage),
      ),
  });
  return [
    burst(100, false),
    burst(500, false),
    burst(1_000, false),
    burst(1_000, true),
    attack("a flood of unsigned posts, from 100 connections", async (target) => {
      await flood(target, HOOK_PATH, 100);
      return `unsigned posts: ${target.tally.describe()}`;
    }),
    attack("200 connections that send 3.9 MB and then a byte at a time", async (target) => {
      await trickle(target, HOOK_PATH, 200);
      return "";
    }),
    ...(hasWall ? [...createViewerScenarios(attackMs), createSlowPast(attackMs)] : []),
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

/** Viewers who come at once, and viewers who leave before they are answered. @param leavingMs how long they leave */
export function createViewerScenarios(leavingMs: number): Scenario[] {
  return [
    crowd("1,000 viewers open the wall at once", CROWD_DEADLINE_MS, async (target) => {
      const waits = await openWall(target, 1_000);
      const served = waits.filter(Number.isFinite);
      const last = (Math.max(0, ...served) / 1000).toFixed(1);
      return `${served.length} viewers served, the last after ${last} s (${target.tally.describe()})`;
    }),
    crowd("500 ask for a past moment each second and leave after 20 ms", leavingMs, async (target, stage) => {
      await leaveEarly(target, 500, { afterMs: 20, everyMs: 1_000 }, () => askForMoment(stage.account));
      return target.tally.describe();
    }),
  ];
}

const createSlowPast = (attackMs: number) =>
  crowd(
    "150 readers of past moments, and 100 ms more for all of the store",
    attackMs,
    async (target, stage) => {
      stage.proxy.set({ kind: "latency", ms: 100 });
      await askAgain(target, 150, () => askForMoment(stage.account));
      return target.tally.describe();
    },
  );

/** A crowd of viewers beside the hooks of a wall. */
function crowd(name: string, deadlineMs: number, act: Attack): Scenario {
  return {
    name,
    spool: false,
    async run(stage, pictures) {
      await putTiles(stage, TILES);
      const large = pictures.map((jpeg) => padPicture(jpeg, HOOK_BYTES));
      return underLoad(stage, large, HOOKS_BESIDE_VIEWERS, () =>
        act(aimAt(stage, AbortSignal.timeout(deadlineMs)), stage),
      );
    },
  };
}

export function aimAt({ url }: Pick<Stage, "url">, signal: AbortSignal): Target {
  return { port: Number(new URL(url).port), tally: createTally(), signal };
}

function countOpenFiles({ server: { pid } }: Stage): number | string {
  try {
    return readdirSync(`/proc/${pid ?? ""}/fd`).length;
  } catch {
    return "?";
  }
}
