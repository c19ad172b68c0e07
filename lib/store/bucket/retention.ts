import type { LifecycleRule } from "@aws-sdk/client-s3";

/** For how many days each room of the bucket keeps what is put into it; null keeps it for ever. */
export type Retention = Readonly<Record<Room, number | null>>;

/** What lies below each is told in lib/store/keys.ts. */
export const ROOMS = ["frames", "previews", "latest"] as const;
export type Room = (typeof ROOMS)[number];

/**
 * How long the facts stay is how long a stream that ended stays on the wall. They are put anew with each frame, but
 * the name of a source only once for each feed, so this is not to be shorter than a feed lives.
 */
export const DEFAULT_RETENTION: Retention = { frames: 7, previews: 30, latest: 30 };

function ruleOf(room: Room, days: number, keepsVersions: boolean): LifecycleRule {
  return {
    ID: ruleId(room),
    Status: "Enabled",
    Filter: { Prefix: `${room}/` },
    Expiration: { Days: days },
    // What is deleted would stay, and each frame deletes a fact. Not every store knows of versions.
    ...(keepsVersions ? { NoncurrentVersionExpiration: { NoncurrentDays: 1 } } : {}),
  };
}

/** The rules that a bucket is to have: ours for this retention, and those that somebody else made, untouched. */
export function lifecycleRules(
  existing: readonly LifecycleRule[],
  retention: Retention,
  keepsVersions = false,
): LifecycleRule[] {
  const foreign = existing.filter((rule) => !isOurs(rule));
  const wanted = ROOMS.flatMap((room) => {
    const days = retention[room];
    return days === null ? [] : [ruleOf(room, days, keepsVersions)];
  });
  return [...foreign, ...wanted];
}

/** Whether an earlier set-up has been here: then what it has no rule for is to be kept for ever. */
export function hasOurRules(rules: readonly LifecycleRule[]): boolean {
  return rules.some(isOurs);
}

/** The retention that an earlier set-up asked for, whatever others have the bucket do. */
export function ownRetention(rules: readonly LifecycleRule[]): Retention {
  return retentionOf(rules.filter(isOurs));
}

function isOurs({ ID = "" }: LifecycleRule): boolean {
  return ROOMS.map(ruleId).includes(ID);
}

/** The retention that the rules of a bucket come to, whoever made them; the shortest counts. */
export function retentionOf(rules: readonly LifecycleRule[]): Retention {
  const daysOf = (room: Room): number | null => {
    const days = rules
      .filter((rule) => rule.Status === "Enabled" && isPlainRuleFor(rule, room))
      .map(({ Expiration }) => Expiration?.Days)
      .filter((value) => value !== undefined);
    return days.length === 0 ? null : Math.min(...days);
  };
  return { frames: daysOf("frames"), previews: daysOf("previews"), latest: daysOf("latest") };
}

/** Whether a rule holds for all that is in a room, and not only for some sizes or tags of it. */
function isPlainRuleFor({ Filter, ...rule }: LifecycleRule, room: Room): boolean {
  if (Filter?.And !== undefined || Filter?.Tag !== undefined) return false;
  if (Filter?.ObjectSizeGreaterThan !== undefined || Filter?.ObjectSizeLessThan !== undefined) return false;
  const prefix = Filter?.Prefix ?? oldPrefix(rule) ?? "";
  return `${room}/`.startsWith(prefix);
}

/** Where rules that were made long ago have their prefix. */
function oldPrefix(rule: { readonly Prefix?: string | undefined }): string | undefined {
  return rule.Prefix;
}

/** Whether two lists of rules come to the same, in whatever order the store gives them. */
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

function ruleId(room: Room): string {
  return `livewall-${room}`;
}
