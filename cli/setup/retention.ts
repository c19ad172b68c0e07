import { parseRetention, PREFIXES } from "#lib/store/retention.ts";
import type { Ask } from "../ask.ts";
import type { BucketAdmin, Known } from "../bucket/admin.ts";
import {
  DEFAULT_RETENTION,
  hasFormerRules,
  hasOurRules,
  keptFor,
  type LifecycleRule,
  lifecycleRules,
  ownRetention,
  type Retention,
  sameRules,
} from "../bucket/lifecycle.ts";
import { type Changes, isUnknown, setIfAllowed } from "./changes.ts";

export type RetentionInput = {
  readonly wishes: Partial<Retention>;
  readonly isEmpty: boolean;
  readonly keepsVersions: boolean;
  readonly ask: Ask | null;
};

/** Setup suggests this many days as well, with the price. */
const LONGER_DAYS = 30;

/** An average frame every 30 seconds. */
const BYTES_A_DAY = 111_000 * 2_880;
/** AWS S3 Standard, us-east-1, US dollars for 10⁹ bytes and month. */
const STORAGE_PRICE = 0.023;

/** Estimates the price of storing originals for some days, per feed and month, by AWS list prices. */
export function estimatePrice(days: number): string {
  return `$${((BYTES_A_DAY * days * STORAGE_PRICE) / 1e9).toFixed(2)}`;
}

/**
 * Sets how long the bucket keeps each prefix. An expiration rule deletes existing objects, so a bucket in use gets only
 * the rules that options ask for.
 *
 * @returns for how many days it keeps the log: null for ever as wished, undefined when unknown
 */
export async function setRetention(
  state: Known<LifecycleRule[]>,
  { wishes: given, isEmpty, keepsVersions, ask }: RetentionInput,
  admin: Pick<BucketAdmin, "setLifecycle">,
  changes: Changes,
): Promise<number | null | undefined> {
  if (isUnknown(state, "lifecycle", changes)) return given.log;
  const existing = state.value;
  const isNew = isEmpty && !hasOurRules(existing);
  const wishes = isNew && ask !== null ? await askForDays(given, ask) : given;
  const retention = { ...(isNew ? DEFAULT_RETENTION : ownRetention(existing)), ...wishes };
  const rules = lifecycleRules(existing, retention, keepsVersions);
  // Foreign rules stay, and may delete sooner.
  const kept = parseRetention(rules);
  const logDays = kept.log ?? (wishes.log === null ? null : undefined);

  const open = NAMES.filter((name) => kept[name] === null && wishes[name] === undefined);
  if (open.length > 0 && !hasOurRules(existing)) {
    changes.note(
      `lifecycle: ${open.join(", ")} will be kept for ever, since the bucket is in use; say otherwise with ${open.map((name) => `--keep-${name} DAYS`).join(" ")}`,
    );
  }
  const wanted = keptFor(retention);
  for (const name of NAMES) {
    if ((wishes[name] === undefined && wanted[name] === null) || kept[name] === wanted[name]) continue;
    changes.note(
      `lifecycle: ${name} is to be kept ${formatDays(wanted[name])}, but a rule that is not ours deletes it after ${formatDays(kept[name])}: change that rule`,
    );
  }

  const summary = `lifecycle: keeps ${PREFIXES.map((prefix) => `${prefix} ${formatDays(kept[prefix])}`).join(", ")}`;
  if (sameRules(rules, existing)) {
    changes.fine(summary);
    return logDays;
  }
  const isSet = await setIfAllowed("lifecycle", changes, async () => {
    await changes.make("S3 PutBucketLifecycleConfiguration", rules, () => admin.setLifecycle(rules));
    changes.done(summary);
  });
  if (!isSet) return parseRetention(existing).log ?? undefined;
  if (hasFormerRules(existing)) {
    changes.note(
      "lifecycle: the rules of the layout before the log are removed; npm run livewall -- import brings its pictures over, and what is left there stays until you delete it",
    );
  }
  if (kept.log !== null && kept.log < LONGER_DAYS && wishes.log === undefined) {
    changes.note(
      `the wall goes back ${kept.log} days. With --keep-log ${LONGER_DAYS} it goes back ${LONGER_DAYS}: originals then cost about ${estimatePrice(LONGER_DAYS)} per feed and month to store instead of ${estimatePrice(kept.log)} (AWS list prices)`,
    );
  }
  return logDays;
}

const NAMES = ["log", "previews"] as const;

async function askForDays(given: Partial<Retention>, ask: Ask): Promise<Retention> {
  const { log, previews } = DEFAULT_RETENTION;
  const askDays = async (question: string, initial: number) =>
    parseDays(
      await ask.text(question, String(initial), (answer) =>
        parseDays(answer) === undefined ? 'It must be whole days, or "forever".' : undefined,
      ),
    ) ?? null;
  const logQuestion = `How many days does the bucket keep the log? The wall goes back as far. Stored originals cost about ${estimatePrice(log)} per feed and month for ${log} days, ${estimatePrice(LONGER_DAYS)} for ${LONGER_DAYS} (AWS list prices)`;
  const previewsQuestion = "How many days does it keep previews? A stream's history goes back as far";
  return {
    log: given.log === undefined ? await askDays(logQuestion, log) : given.log,
    previews: given.previews === undefined ? await askDays(previewsQuestion, previews) : given.previews,
  };
}

/** Parses whole days. Returns null for "forever", undefined for other texts. */
export function parseDays(text: string): number | null | undefined {
  if (text === "forever") return null;
  return /^[1-9]\d{0,4}$/.test(text) ? Number(text) : undefined;
}

function formatDays(days: number | null): string {
  return days === null ? "for ever" : `${days} days`;
}
