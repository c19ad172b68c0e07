// npm run load -- strangers: what people without a signature or a link can cost, and the bounds of it.
import { pastBill } from "../../costs/model.ts";
import { PRICES } from "../../costs/prices.ts";
import { markdownTable } from "../../docs/table.ts";
import { drawPictures } from "../../provider-sim/picture.ts";
import { describeMachine } from "../../shared/machine.ts";
import { requireBuild } from "../../app/build.ts";
import { HOOK_BYTES } from "../crowds.ts";
import { padPicture } from "../sender.ts";
import { ATTACKS, type Bound } from "./attacks.ts";
import { type Cost, measureAttack } from "./measure.ts";
import { HOOKS_PER_SECOND } from "./provider.ts";

const PICTURES = 8;
const HEADINGS = [
  ...["strangers send", "requests/min", "CPU s/min", "CPU ms/request", "memory MB", "LISTs/min", "$ a month"],
  ...["log KB/min", "hooks p99 ms", "hooks refused", "lost", "over its bound"],
];

/** @param only attacks that have this in their name @returns the number of attacks that cost more than their bound */
export async function runStrangers(seconds: number, only: string | null): Promise<number> {
  requireBuild();
  const pictures = await drawHooks();
  const rows: string[][] = [];
  let over = 0;
  for (const attack of ATTACKS.filter(({ name }) => name.includes(only ?? ""))) {
    const cost = await measureAttack(attack, seconds, pictures);
    const excess = findExcess(cost, attack.bound);
    rows.push([attack.name, ...toCells(cost), excess.join(", ") || "–"]);
    console.log(
      `${rows.at(-1)?.join(" | ") ?? ""} (${cost.outcomes}; this process waited ${cost.clientDelayMs.toFixed(0)} ms)`,
    );
    if (excess.length > 0) over += 1;
  }
  console.log(
    `\n${describeMachine()}. Each attack lasts ${seconds} s beside ${HOOKS_PER_SECOND} hooks of ` +
      `${HOOK_BYTES / 1000} KB a second. Strangers, provider, store and Livewall share the machine.\n\n` +
      `${markdownTable(HEADINGS, rows)}\n`,
  );
  return over;
}

/** Pictures of the hooks that an honest provider sends meanwhile. */
export async function drawHooks(): Promise<Buffer[]> {
  return (await drawPictures("honest", PICTURES)).map((jpeg) => padPicture(jpeg, HOOK_BYTES));
}

/** What costs more than its bound, in words. @param slack multiplies the bounds, for machines that are busy */
export function findExcess(cost: Cost, bound: Bound, slack: Partial<Bound> = {}): string[] {
  const { hooks } = cost;
  const measured: Bound = {
    cpuMs: cpuMsPerRequest(cost),
    megabytes: cost.megabytes,
    lists: cost.listsPerMinute,
    logKb: cost.logKbPerMinute,
    hookMs: hooks.p99Ms,
  };
  const excess = (Object.keys(bound) as (keyof Bound)[])
    .filter((key) => measured[key] > bound[key] * (slack[key] ?? 1))
    .map((key) => `${key} ${measured[key].toFixed(0)} of ${bound[key]}`);
  const losses = Object.entries({ refused: hooks.refused, lost: hooks.lost }).filter(
    ([, count]) => count > 0,
  );
  return [...excess, ...losses.map(([name, count]) => `${count} of ${hooks.sent} hooks ${name}`)];
}

function toCells(cost: Cost): string[] {
  const [prices] = PRICES;
  return [
    cost.requests.toLocaleString("en"),
    cost.cpuSecondsPerMinute.toFixed(0),
    cost.requests === 0 ? "" : cpuMsPerRequest(cost).toFixed(1),
    cost.megabytes.toFixed(0),
    cost.listsPerMinute.toFixed(0),
    prices === undefined ? "" : pastBill(cost.listsPerMinute / 60, prices).toFixed(0),
    cost.logKbPerMinute.toFixed(0),
    cost.hooks.p99Ms.toFixed(0),
    `${cost.hooks.refused} of ${cost.hooks.sent}`,
    String(cost.hooks.lost),
  ];
}

/** NaN, which exceeds nothing, without requests. */
function cpuMsPerRequest({ cpuSecondsPerMinute, requests }: Cost): number {
  return requests === 0 ? NaN : (cpuSecondsPerMinute * 1000) / requests;
}
