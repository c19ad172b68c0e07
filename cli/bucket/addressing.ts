import type { StoreSettings } from "#lib/settings/store-settings.ts";
import { createClient } from "#lib/store/client.ts";
import { createBucketAdmin } from "./admin.ts";
import type { StoreFault } from "./fault.ts";

const TIMEOUT_MS = 20_000;
/** Stores that refuse a bucket in the path say so (Alibaba OSS, Tencent COS, Volcengine TOS). */
const PATH_FORBIDDEN = /SecondLevelDomainForbidden|PathStyle|InvalidPathAccess|virtual.hosted/i;

export type FoundAddressing = {
  /** With the addressing by which the bucket answers, or as given. */
  readonly settings: StoreSettings;
  /** Null where the bucket answers. */
  readonly fault: StoreFault | null;
};

/**
 * Looks for a bucket as the settings say, and then with the bucket's name at the other place of the address: some stores
 * want it in the host name, others in the path.
 */
export async function findAddressing(given: StoreSettings): Promise<FoundAddressing> {
  const asGiven = { settings: given, fault: await findFault(given) };
  const { fault } = asGiven;
  if (fault === null || given.endpoint === null) return asGiven;
  const isPath = given.addressing !== "virtual";
  // Where the host does not answer, neither does a name below it.
  if (isPath && fault.kind === "unreachable") return asGiven;
  const settings = { ...given, addressing: isPath ? "virtual" : "path" } as const;
  const other = { settings, fault: await findFault(settings) };
  const isForbidden = isPath && PATH_FORBIDDEN.test(fault.says);
  return other.fault === null || (isForbidden && other.fault.kind === "missing") ? other : asGiven;
}

async function findFault(settings: StoreSettings): Promise<StoreFault | null> {
  const client = createClient(settings, { timeoutMs: TIMEOUT_MS });
  try {
    return await createBucketAdmin(client, settings.bucket, null).findFault();
  } finally {
    client.destroy();
  }
}
