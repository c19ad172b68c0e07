import { readdirSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { sendLoad, type Sent } from "../faults/load.ts";
import { residentKilobytes } from "../faults/memory.ts";
import type { Stage } from "../faults/stage.ts";
import { burst, flood, padded, soak, trickle } from "./crowds.ts";

export type Rush = {
  readonly name: string;
  /** Whether the receiver may keep on disk what the store has no time for. */
  readonly spool?: boolean;
  /** @returns the frames that an honest provider sent, and remarks for the table */
  readonly run: (stage: Stage, pictures: readonly Buffer[]) => Promise<{ sent: Sent[]; remark: string }>;
};

const KILOBYTE = 1_000;
const HONEST_PER_SECOND = 10;

export function rushes({
  seconds,
  soakFrames,
}: {
  readonly seconds: number;
  readonly soakFrames: number;
}): Rush[] {
  return [
    ...[
      { count: 100, spool: false },
      { count: 500, spool: false },
      { count: 1_000, spool: false },
      { count: 1_000, spool: true },
    ].map(({ count, spool }) => ({
      name: `${count} hooks of 250 KB in one instant`,
      spool,
      async run(stage: Stage, [jpeg = Buffer.alloc(0)]: readonly Buffer[]) {
        return { sent: await burst(stage, count, padded(jpeg, 250 * KILOBYTE)), remark: "" };
      },
    })),
    {
      name: "a flood of posts that nobody signed, from 100 connections",
      run: (stage, pictures) =>
        besides(stage, pictures, seconds, async (signal) => {
          const posted = await flood(stage.url, 100, signal);
          return `${posted} refused besides`;
        }),
    },
    {
      name: "200 connections that send 3.9 MB and then a byte at a time",
      run: (stage, pictures) =>
        besides(stage, pictures, seconds, async (signal) => {
          await trickle(stage.url, 200, signal);
          return "";
        }),
    },
    {
      name: `${soakFrames} frames of 20 feeds, as fast as they are taken`,
      async run(stage, pictures) {
        const memory: number[] = [];
        const files = openFiles(stage);
        const quarter = async () => {
          const kilobytes = await residentKilobytes(stage.receiver.pid);
          if (kilobytes !== null) memory.push(Math.round(kilobytes / 1000));
        };
        const sent = await soak(stage, { frames: soakFrames, feeds: 20, atOnce: 8 }, pictures, quarter);
        const after = openFiles(stage);
        return {
          sent,
          remark: `MB after each quarter: ${memory.join(", ")}; open files ${files} → ${after}`,
        };
      },
    },
  ];
}

/** A steady load of honest hooks while something else goes on. */
async function besides(
  stage: Stage,
  pictures: readonly Buffer[],
  seconds: number,
  harm: (signal: AbortSignal) => Promise<string>,
): Promise<{ sent: Sent[]; remark: string }> {
  const over = new AbortController();
  const load = { ...stage, hooksPerSecond: HONEST_PER_SECOND, pictures, signal: over.signal };
  const [sent, remark] = await Promise.all([
    sendLoad(load),
    harm(over.signal),
    delay(seconds * 1000).then(() => over.abort()),
  ]);
  return { sent, remark };
}

function openFiles({ receiver: { pid } }: Stage): number | string {
  try {
    return readdirSync(`/proc/${pid ?? ""}/fd`).length;
  } catch {
    return "?";
  }
}
