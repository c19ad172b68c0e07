import {
  GetBucketLifecycleConfigurationCommand,
  type LifecycleRule,
  type S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { type Store, StoreError } from "./store.ts";

/** The prefixes that expire; lib/model/keys.ts defines the keys below them. */
export const PREFIXES = ["log", "previews", "faults", "feeds"] as const;
export type Prefix = (typeof PREFIXES)[number];

/** For how many days each prefix is kept; null for ever. */
export type Kept = Readonly<Record<Prefix, number | null>>;

/** The bucket has no rules, the store has none for any bucket, or this process may not read them. */
const UNKNOWN = new Set(["AccessDenied", "NoSuchLifecycleConfiguration", "NotImplemented"]);

export function createRetentionReader(client: S3Client, bucket: string): Store["findRetention"] {
  return async (signal) => {
    try {
      const command = new GetBucketLifecycleConfigurationCommand({ Bucket: bucket });
      const { Rules = [] } = await client.send(command, { abortSignal: signal });
      const { log, previews } = parseRetention(Rules);
      return { logDays: log, previewDays: previews };
    } catch (error) {
      const isUnknown = error instanceof S3ServiceException && UNKNOWN.has(error.name);
      if (isUnknown) return { logDays: null, previewDays: null };
      throw new StoreError("lifecycle", error);
    }
  };
}

/** How long the rules of a bucket keep each prefix, ours and those of others; the shortest counts. */
export function parseRetention(rules: readonly LifecycleRule[]): Kept {
  const findDays = (prefix: Prefix): number | null => {
    const days = rules
      .filter((rule) => rule.Status === "Enabled" && coversAll(rule, prefix))
      .flatMap(({ Expiration }) => Expiration?.Days ?? []);
    return days.length === 0 ? null : Math.min(...days);
  };
  return {
    log: findDays("log"),
    previews: findDays("previews"),
    faults: findDays("faults"),
    feeds: findDays("feeds"),
  };
}

/** Whether a rule holds for all that is below a prefix, and not only for some sizes or tags of it. */
function coversAll(rule: LifecycleRule, prefix: Prefix): boolean {
  const { And, Tag, ObjectSizeGreaterThan, ObjectSizeLessThan } = rule.Filter ?? {};
  const isPartial = [And, Tag, ObjectSizeGreaterThan, ObjectSizeLessThan].some((part) => part !== undefined);
  return !isPartial && `${prefix}/`.startsWith(findPrefix(rule) ?? "");
}

/** The prefix of a rule, in S3's present or older form. */
export function findPrefix({ Filter, ...older }: LifecycleRule): string | undefined {
  return Filter?.Prefix ?? (older as { readonly Prefix?: string }).Prefix;
}
