import type { LifecycleRule } from "@aws-sdk/client-s3";
import { findPrefix, type Kept, type Prefix, PREFIXES } from "#lib/store/retention.ts";

export type { LifecycleRule };

/** For how many days the operator wants the bucket to keep what is put; null for ever. */
export type Retention = {
  /** Originals and events: how far the wall goes back. */
  readonly log: number | null;
  /** How far a stream's history goes back. */
  readonly previews: number | null;
};

export const DEFAULT_RETENTION = { log: 7, previews: 30 } as const satisfies Retention;

/** A source is put once for each feed, so it must outlive every preview of a feed that runs for a year. */
const FEEDS_LONGER_DAYS = 365;

const toId = (prefix: string) => `livewall-${prefix}`;
/** Prefixes of the layout before the log. Setup replaces their rules. */
const FORMER_IDS = ["frames", "latest"].map(toId);
const OUR_IDS = [...PREFIXES.map(toId), ...FORMER_IDS];

/** For how many days each prefix is kept under a retention. */
export function keptFor({ log, previews }: Retention): Kept {
  return { log, previews, faults: previews, feeds: previews === null ? null : previews + FEEDS_LONGER_DAYS };
}

export function lifecycleRules(
  existing: readonly LifecycleRule[],
  retention: Retention,
  keepsVersions = false,
): LifecycleRule[] {
  const kept = keptFor(retention);
  const toRule = (prefix: Prefix): LifecycleRule[] => {
    const Days = kept[prefix];
    if (Days === null) return [];
    return [
      {
        ID: toId(prefix),
        Status: "Enabled",
        Filter: { Prefix: `${prefix}/` },
        Expiration: { Days },
        // Otherwise an expired object stays as an older version. Not every store knows of versions.
        ...(keepsVersions ? { NoncurrentVersionExpiration: { NoncurrentDays: 1 } } : {}),
      },
    ];
  };
  return [...existing.filter(({ ID = "" }) => !OUR_IDS.includes(ID)), ...PREFIXES.flatMap(toRule)];
}

/** Whether an earlier setup made rules: then it keeps for ever what it has no rule for. */
export function hasOurRules(rules: readonly LifecycleRule[]): boolean {
  return rules.some(({ ID = "" }) => OUR_IDS.includes(ID));
}

/** Whether there are rules of ours for prefixes that Livewall no longer uses. */
export function hasFormerRules(rules: readonly LifecycleRule[]): boolean {
  return rules.some(({ ID = "" }) => FORMER_IDS.includes(ID));
}

/** The retention that an earlier setup asked for, whatever foreign rules do. */
export function ownRetention(rules: readonly LifecycleRule[]): Retention {
  const findDays = (prefix: string) => rules.find(({ ID }) => ID === toId(prefix))?.Expiration?.Days ?? null;
  // Originals had a prefix of their own before.
  return { log: findDays("log") ?? findDays("frames"), previews: findDays("previews") };
}

/** Whether two lists of rules mean the same, in whatever order the store gives them. */
export function sameRules(a: readonly LifecycleRule[], b: readonly LifecycleRule[]): boolean {
  return canonical(a) === canonical(b);
}

function canonical(rules: readonly LifecycleRule[]): string {
  const plain = rules.map((rule) =>
    JSON.stringify({
      id: rule.ID,
      status: rule.Status,
      prefix: findPrefix(rule),
      days: rule.Expiration?.Days,
      noncurrent: rule.NoncurrentVersionExpiration?.NoncurrentDays,
    }),
  );
  return plain.toSorted().join("\n");
}
