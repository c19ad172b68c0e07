import type { StoreSettings } from "#lib/settings/store-settings.ts";
import { createClient } from "#lib/store/client.ts";
import { openStore } from "#lib/store/s3-store.ts";
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
import type { Retention } from "../bucket/lifecycle.ts";
import { type Changes, isUnknown, setIfAllowed } from "./changes.ts";
import type { SetupOptions } from "./options.ts";
import { setRetention } from "./retention.ts";

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
  const isBlocked = await find(admin.publicAccessBlock, false);
  await ensure("public access", isBlocked, changes, "public access is blocked", () =>
    changes.make("S3 PutPublicAccessBlock", block, () => admin.blockPublicAccess(block)),
  );
  const algorithm = await find(admin.encryption, null);
  const current = algorithm.is === "known" ? algorithm.value : null;
  const encrypted = `encrypted by default (${current ?? "AES256"})`;
  await ensure("encryption", algorithm, changes, encrypted, () =>
    changes.make("S3 PutBucketEncryption", ENCRYPTION, () => admin.encrypt()),
  );
  const isEmpty = isNew || (await admin.isEmpty());
  const versioning = await find(admin.versioning, false);
  const keepsVersions = versioning.is === "known" && versioning.value;
  const wishes = { ...toWish("log", options.keepLog), ...toWish("previews", options.keepPreviews) };
  const given = { isEmpty, keepsVersions, ask, wishes };
  const logDays = await setRetention(await find(admin.lifecycle, []), given, admin, changes);
  if (keepsVersions) {
    changes.note("it keeps versions: expired objects stay a day longer; suspend versioning if you can");
  }
  if (!changes.isDry) await describePuts(store, changes);
  return logDays;
}

/** Names the limits of a store that does not honour `If-None-Match`. */
async function describePuts(store: StoreSettings, changes: Changes): Promise<void> {
  const kind = await openStore(store).learnPuts(AbortSignal.timeout(TIMEOUT_MS));
  if (kind === "ignored" || kind === "refused")
    changes.note(`If-None-Match is ${kind}. ${ADVICE[`puts-${kind}`].todo}`);
}

function toWish(name: keyof Retention, days: number | "forever" | undefined): Partial<Retention> {
  return days === undefined ? {} : { [name]: days === "forever" ? null : days };
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

/** Changes a setting of the bucket that has no value. @param text describes the right value */
async function ensure<T>(
  name: string,
  state: Known<T>,
  changes: Changes,
  text: string,
  make: () => Promise<unknown>,
): Promise<void> {
  if (isUnknown(state, name, changes)) return;
  if (state.value) {
    changes.fine(text);
    return;
  }
  await setIfAllowed(name, changes, async () => {
    await make();
    changes.done(text);
  });
}
