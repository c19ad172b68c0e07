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
  ...["log KB/min", "hooks p99 ms", "hooks refused", "hooks lost"],
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
    const row = [attack.name, ...toCells(cost, attack.bound)];
    rows.push(row);
    console.log(
      `${row.join(" | ")} (${cost.outcomes}; the client waited ${cost.clientDelayMs.toFixed(0)} ms)`,
    );
    if (excess.length === 0) continue;
    over += 1;
    console.log(`over its bound: ${excess.join(", ")}`);
  }
  console.log(
    `\n${describeMachine()}. Each attack lasts ${seconds} s beside ${HOOKS_PER_SECOND} hooks of ` +
      `${HOOK_BYTES / 1000} KB a second. Strangers, provider, store and Livewall share the machine. After a slash ` +
      `is the bound; bold exceeds it.\n\n${markdownTable(HEADINGS, rows)}\n`,
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
  const measured = toMeasured(cost);
  const excess = (Object.keys(bound) as (keyof Bound)[])
    .filter((key) => measured[key] > bound[key] * (slack[key] ?? 1))
    .map((key) => `${key} ${measured[key].toFixed(0)} of ${bound[key]}`);
  const losses = Object.entries({ refused: hooks.refused, lost: hooks.lost }).filter(
    ([, count]) => count > 0,
  );
  return [...excess, ...losses.map(([name, count]) => `${count} of ${hooks.sent} hooks ${name}`)];
}

/** Without one answer, a request costs infinitely much. Memory that the system does not tell exceeds nothing. */
function toMeasured({ cpuSecondsPerMinute, requests, hooks, ...cost }: Cost): Bound {
  return {
    cpuMs: (cpuSecondsPerMinute * 1000) / requests,
    megabytes: cost.megabytes,
    lists: cost.listsPerMinute,
    logKb: cost.logKbPerMinute,
    hookMs: hooks.p99Ms,
  };
}

function toCells(cost: Cost, bound: Bound): string[] {
  const [prices] = PRICES;
  const measured = toMeasured(cost);
  const { hooks } = cost;
  const toCell = (key: keyof Bound, digits = 0) => {
    const value = measured[key].toFixed(digits).replace("Infinity", "∞");
    if (bound[key] === Infinity) return measured[key] === Infinity ? "" : value;
    return `${measured[key] > bound[key] ? `**${value}**` : value} / ${bound[key]}`;
  };
  const toCount = (count: number) => (count > 0 ? `**${count}** of ${hooks.sent}` : "0");
  return [
    ...[cost.requests.toLocaleString("en"), cost.cpuSecondsPerMinute.toFixed(0), toCell("cpuMs", 1)],
    ...[toCell("megabytes"), toCell("lists")],
    prices === undefined ? "" : pastBill(cost.listsPerMinute / 60, prices).toFixed(0),
    ...[toCell("logKb"), toCell("hookMs"), toCount(hooks.refused), toCount(hooks.lost)],
  ];
}
