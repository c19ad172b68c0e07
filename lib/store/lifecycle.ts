import type { LifecycleRule } from "@aws-sdk/client-s3";

export type { LifecycleRule };

/** For how many days the operator wants the bucket to keep what is put; null for ever. */
export type Retention = {
  /** Originals and events: how far the wall goes back. */
  readonly log: number | null;
  /** How far a stream's history goes back. */
  readonly previews: number | null;
};

/** The prefixes that expire; lib/model/keys.ts defines the keys below them. */
export const PREFIXES = ["log", "previews", "faults", "feeds"] as const;
export type Prefix = (typeof PREFIXES)[number];

/** For how many days each prefix is kept; null for ever. */
export type Kept = Readonly<Record<Prefix, number | null>>;

export const DEFAULT_RETENTION = { log: 7, previews: 30 } as const satisfies Retention;

/** A source is put once for each feed, so it must outlive every preview of a feed that runs for a year. */
const FEEDS_LONGER_DAYS = 365;

/** The prefixes of the layout before the log. Rules for them are ours, and go. */
const FORMER_PREFIXES = ["frames", "latest"];

/** For how many days each prefix is kept under a retention. */
export function keptFor({ log, previews }: Retention): Kept {
  return { log, previews, faults: previews, feeds: previews === null ? null : previews + FEEDS_LONGER_DAYS };
}

/** The rules that a bucket is to have: ours for this retention, and those of others untouched. */
export function lifecycleRules(
  existing: readonly LifecycleRule[],
  retention: Retention,
  keepsVersions = false,
): LifecycleRule[] {
  const foreign = existing.filter((rule) => !isOurs(rule));
  const kept = keptFor(retention);
  const wanted = PREFIXES.flatMap((prefix) => {
    const days = kept[prefix];
    return days === null ? [] : [ruleFor(prefix, days, keepsVersions)];
  });
  return [...foreign, ...wanted];
}

function ruleFor(prefix: Prefix, days: number, keepsVersions: boolean): LifecycleRule {
  return {
    ID: ruleId(prefix),
    Status: "Enabled",
    Filter: { Prefix: `${prefix}/` },
    Expiration: { Days: days },
    // Otherwise an expired object stays as an older version. Not every store knows of versions.
    ...(keepsVersions ? { NoncurrentVersionExpiration: { NoncurrentDays: 1 } } : {}),
  };
}

/** Whether an earlier set-up made rules: then it keeps for ever what it has no rule for. */
export function hasOurRules(rules: readonly LifecycleRule[]): boolean {
  return rules.some(isOurs);
}

/** Whether there are rules of ours for prefixes that Livewall no longer uses. */
export function hasFormerRules(rules: readonly LifecycleRule[]): boolean {
  return rules.some(({ ID = "" }) => FORMER_PREFIXES.map(ruleId).includes(ID));
}

/** The retention that an earlier set-up asked for, whatever the rules of others do. */
export function ownRetention(rules: readonly LifecycleRule[]): Retention {
  const daysOf = (prefix: string) => rules.find(({ ID }) => ID === ruleId(prefix))?.Expiration?.Days ?? null;
  // Originals had a prefix of their own before.
  return { log: daysOf("log") ?? daysOf("frames"), previews: daysOf("previews") };
}

function isOurs({ ID = "" }: LifecycleRule): boolean {
  return [...PREFIXES, ...FORMER_PREFIXES].map(ruleId).includes(ID);
}

/** How long the rules of a bucket keep each prefix, whoever made them; the shortest counts. */
export function retentionOf(rules: readonly LifecycleRule[]): Kept {
  const daysOf = (prefix: Prefix): number | null => {
    const days = rules
      .filter((rule) => rule.Status === "Enabled" && coversAll(rule, prefix))
      .map(({ Expiration }) => Expiration?.Days)
      .filter((value) => value !== undefined);
    return days.length === 0 ? null : Math.min(...days);
  };
  return {
    log: daysOf("log"),
    previews: daysOf("previews"),
    faults: daysOf("faults"),
    feeds: daysOf("feeds"),
  };
}

/** Whether a rule holds for all that is below a prefix, and not only for some sizes or tags of it. */
function coversAll({ Filter, ...rule }: LifecycleRule, prefix: Prefix): boolean {
  if (Filter?.And !== undefined || Filter?.Tag !== undefined) return false;
  if (Filter?.ObjectSizeGreaterThan !== undefined || Filter?.ObjectSizeLessThan !== undefined) return false;
  return `${prefix}/`.startsWith(Filter?.Prefix ?? oldPrefix(rule) ?? "");
}

/** Where rules in S3's older form have their prefix. */
function oldPrefix(rule: { readonly Prefix?: string | undefined }): string | undefined {
  return rule.Prefix;
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
      prefix: rule.Filter?.Prefix ?? oldPrefix(rule),
      days: rule.Expiration?.Days,
      noncurrent: rule.NoncurrentVersionExpiration?.NoncurrentDays,
    }),
  );
  return plain.toSorted().join("\n");
}

function ruleId(prefix: string): string {
  return `livewall-${prefix}`;
}
