import type { StoreSettings } from "#lib/settings/store-settings.ts";
import { createClient } from "#lib/store/client.ts";
import type { Ask } from "../ask.ts";
import {
  type BucketAdmin,
  createBucketAdmin,
  ENCRYPTION,
  type Known,
  publicAccessBlockFor,
} from "../bucket/admin.ts";
import { type StoreFault, toStoreFault } from "../bucket/fault.ts";
import { ADVICE, STORE_FAULTS } from "../doctor/advice/index.ts";
import type { Changes } from "./changes.ts";
import type { SetupOptions } from "./options.ts";
import { setRetention } from "./retention.ts";
import { isUnknown, setIfAllowed } from "./bucket-state.ts";

const TIMEOUT_MS = 20_000;

/**
 * Creates the bucket, or repairs its rules. Safe to repeat.
 *
 * @returns for how many days it keeps the log: null for ever, undefined when unknown
 */
export async function setUpBucket(
  store: StoreSettings,
  options: Pick<SetupOptions, "keepLog" | "keepPreviews">,
  ask: Ask | null,
  changes: Changes,
): Promise<number | null | undefined> {
  const location = store.endpoint === null ? store.region : null;
  const admin = createBucketAdmin(createClient(store, { timeoutMs: TIMEOUT_MS }), store.bucket, location);
  changes.title(`The bucket ${store.bucket}`);
  const fault = await admin.findFault();
  const isNew = fault?.kind === "missing";
  if (isNew) await create(store.bucket, admin, changes);
  else if (fault === null) changes.fine("it is there");
  else throw new Error(describeFault(fault, store.bucket));
  // A dry run has not created the bucket.
  const isMissing = isNew && changes.isDry;
  const find = <T>(read: () => Promise<Known<T>>, absent: T) =>
    isMissing ? Promise.resolve<Known<T>>({ is: "known", value: absent }) : read();

  const block = publicAccessBlockFor(store.endpoint === null);
  await ensure(await find(admin.publicAccessBlock, false), changes, {
    name: "public access",
    describe: (isBlocked) => (isBlocked ? "public access is blocked" : null),
    wanted: true,
    make: () => changes.make("S3 PutPublicAccessBlock", block, () => admin.blockPublicAccess(block)),
  });
  await ensure(await find(admin.encryption, null), changes, {
    name: "encryption",
    describe: (algorithm) => algorithm && `encrypted by default (${algorithm})`,
    wanted: "AES256",
    make: () => changes.make("S3 PutBucketEncryption", ENCRYPTION, () => admin.encrypt()),
  });
  const isEmpty = isNew || (await admin.isEmpty());
  const versioning = await find(admin.versioning, false);
  const keepsVersions = versioning.is === "known" && versioning.value;
  const given = { isEmpty, keepsVersions, ask, wishes: toWishes(options) };
  const logDays = await setRetention(await find(admin.lifecycle, []), given, admin, changes);
  if (keepsVersions) {
    changes.note("it keeps versions: expired objects stay a day longer; suspend versioning if you can");
  }
  return logDays;
}

const toDays = (days: number | "forever") => (days === "forever" ? null : days);

function toWishes({ keepLog, keepPreviews }: Pick<SetupOptions, "keepLog" | "keepPreviews">) {
  return {
    ...(keepLog === undefined ? {} : { log: toDays(keepLog) }),
    ...(keepPreviews === undefined ? {} : { previews: toDays(keepPreviews) }),
  };
}

async function create(bucket: string, admin: BucketAdmin, changes: Changes): Promise<void> {
  try {
    await changes.make(`S3 CreateBucket`, { Bucket: bucket }, () => admin.create());
    changes.done("created");
  } catch (error) {
    const fault = toStoreFault(error);
    // An earlier attempt had succeeded.
    if (fault.says.startsWith("BucketAlreadyOwnedByYou")) {
      changes.fine("it is there");
      return;
    }
    // A store without CreateBucket may answer that the bucket is missing.
    const kind = fault.kind === "missing" ? "unsupported" : fault.kind;
    throw new Error(describeFault({ ...fault, kind }, bucket), { cause: error });
  }
}

/** Describes why a bucket cannot be used, with the remedy. */
function describeFault({ kind, says, region }: StoreFault, bucket: string): string {
  if (kind === "taken") return `the name ${bucket} belongs to somebody else's bucket: choose another`;
  if (kind === "unsupported")
    return `this store creates no bucket through S3 (${says}): create ${bucket} by the store's own means`;
  if (kind === "elsewhere" && region !== undefined)
    return `the bucket ${bucket} is in another region: run again with --region ${region}`;
  const { means, todo } = ADVICE[STORE_FAULTS[kind]];
  return `the bucket ${bucket}: ${says}. ${means} ${todo}`;
}

type Setting<T> = {
  readonly name: string;
  /** Null for a value that must change. */
  readonly describe: (value: T) => string | null;
  readonly wanted: T;
  readonly make: () => Promise<unknown>;
};

/** Changes a setting of the bucket, unless it is right already. */
async function ensure<T>(state: Known<T>, changes: Changes, setting: Setting<T>): Promise<void> {
  const { name, describe, wanted, make } = setting;
  if (isUnknown(state, name, changes)) return;
  const present = describe(state.value);
  if (present !== null) {
    changes.fine(present);
    return;
  }
  await setIfAllowed(name, changes, async () => {
    await make();
    changes.done(describe(wanted) ?? name);
  });
}
