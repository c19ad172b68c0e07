import type { BucketAdmin, Known } from "../bucket/admin.ts";
import {
  DEFAULT_RETENTION,
  hasFormerRules,
  hasOurRules,
  keptFor,
  type LifecycleRule,
  lifecycleRules,
  ownRetention,
  PREFIXES,
  type Retention,
  retentionOf,
  sameRules,
} from "#lib/store/lifecycle.ts";
import type { Ask } from "../world/ask.ts";
import { isUnseen, set } from "./bucket-rules.ts";
import type { Changes } from "./changes.ts";
import { logPrice } from "./log-price.ts";

export type KeepWishes = {
  readonly wishes: Partial<Retention>;
  readonly isEmpty: boolean;
  readonly keepsVersions: boolean;
  /** Null when nobody is there to be asked. */
  readonly ask: Ask | null;
};

/** The number of days that the set-up suggests beside the default, with its price. */
const LONGER_DAYS = 30;

/**
 * Sets how long the bucket keeps each prefix.
 *
 * @returns for how many days it keeps the log: null for ever as wished, undefined when that is not known
 */
export async function keep(
  state: Known<LifecycleRule[]>,
  { wishes: given, isEmpty, keepsVersions, ask }: KeepWishes,
  admin: Pick<BucketAdmin, "setLifecycle">,
  changes: Changes,
): Promise<number | null | undefined> {
  if (isUnseen(state, "lifecycle", changes)) return given.log;
  // A rule deletes what is there: where something is, only what was wished for is changed.
  const isFree = isEmpty && !hasOurRules(state.value);
  const wishes = isFree && ask !== null ? await askForDays(given, ask) : given;
  const retention = { ...(isFree ? DEFAULT_RETENTION : ownRetention(state.value)), ...wishes };
  const rules = lifecycleRules(state.value, retention, keepsVersions);
  // With what the rules of others delete, which stay as they are.
  const kept = retentionOf(rules);
  tellOpen(state.value, kept, wishes, changes);
  tellForeign(kept, retention, wishes, changes);
  const logDays = kept.log ?? (wishes.log === null ? null : undefined);
  const comes = `lifecycle: keeps ${PREFIXES.map((prefix) => `${prefix} ${inWords(kept[prefix])}`).join(", ")}`;
  if (sameRules(rules, state.value)) {
    changes.fine(comes);
    return logDays;
  }
  const isSet = await set("lifecycle", changes, async () => {
    await changes.make("S3 PutBucketLifecycleConfiguration", rules, () => admin.setLifecycle(rules));
    changes.done(comes);
  });
  if (!isSet) return retentionOf(state.value).log ?? undefined;
  if (hasFormerRules(state.value)) {
    changes.note(
      "lifecycle: the rules of the layout before the log are removed; npm run livewall -- import brings its pictures over, and what is left there stays until you delete it",
    );
  }
  if (kept.log !== null && kept.log < LONGER_DAYS && wishes.log === undefined) changes.note(offer(kept.log));
  return logDays;
}

function offer(days: number): string {
  return `the wall goes back ${days} days. With --keep-log ${LONGER_DAYS} it goes back ${LONGER_DAYS}: originals then cost about ${logPrice(LONGER_DAYS)} per feed and month to store instead of ${logPrice(days)} (AWS list prices)`;
}

async function askForDays(given: Partial<Retention>, ask: Ask): Promise<Partial<Retention>> {
  const { log, previews } = DEFAULT_RETENTION;
  const question = (what: string, initial: number) =>
    ask.text(what, String(initial), (answer) =>
      readDays(answer) === undefined ? 'It must be whole days, or "forever".' : undefined,
    );
  const logDays =
    given.log === undefined
      ? readDays(
          await question(
            `How many days does the bucket keep the log? The wall goes back as far. Stored originals cost about ${logPrice(log)} per feed and month for ${log} days, ${logPrice(LONGER_DAYS)} for ${LONGER_DAYS} (AWS list prices)`,
            log,
          ),
        )
      : given.log;
  const previewDays =
    given.previews === undefined
      ? readDays(
          await question(
            "How many days does it keep previews? A stream's history goes back as far",
            previews,
          ),
        )
      : given.previews;
  return {
    ...(logDays === undefined ? {} : { log: logDays }),
    ...(previewDays === undefined ? {} : { previews: previewDays }),
  };
}

/** Whole days; null for "forever", undefined for anything else. */
export function readDays(text: string): number | null | undefined {
  if (text === "forever") return null;
  return /^[1-9]\d{0,4}$/.test(text) ? Number(text) : undefined;
}

/** A bucket in use is never shortened unasked. */
function tellOpen(
  rules: readonly LifecycleRule[],
  kept: ReturnType<typeof retentionOf>,
  wishes: Partial<Retention>,
  changes: Changes,
): void {
  const open = (["log", "previews"] as const).filter(
    (name) => kept[name] === null && wishes[name] === undefined,
  );
  if (open.length === 0 || hasOurRules(rules)) return;
  changes.note(
    `lifecycle: ${open.join(", ")} will be kept for ever, since the bucket is in use; say otherwise with ${open.map((name) => `--keep-${name} DAYS`).join(" ")}`,
  );
}

function tellForeign(
  kept: ReturnType<typeof retentionOf>,
  retention: Retention,
  wishes: Partial<Retention>,
  changes: Changes,
): void {
  const wanted = keptFor(retention);
  for (const name of ["log", "previews"] as const) {
    const isWish = wishes[name] !== undefined || wanted[name] !== null;
    if (!isWish || kept[name] === wanted[name]) continue;
    changes.note(
      `lifecycle: ${name} is to be kept ${inWords(wanted[name])}, but a rule that is not ours deletes it after ${inWords(kept[name])}: change that rule`,
    );
  }
}

function inWords(days: number | null): string {
  return days === null ? "for ever" : `${days} days`;
}
