import { type BucketAdmin, createBucketAdmin, type Known, publicAccessBlockFor } from "../bucket/admin.ts";
import { storeFault } from "../bucket/fault.ts";
import type { Retention } from "#lib/store/lifecycle.ts";
import { createClient } from "#lib/store/client.ts";
import type { StoreSettings } from "#lib/settings/store-settings.ts";
import type { Ask } from "../world/ask.ts";
import { close, encrypt } from "./bucket-rules.ts";
import { whatToDo } from "./bucket-trouble.ts";
import type { Changes } from "./changes.ts";
import { keep } from "./retention-step.ts";

const PATIENCE_MS = 20_000;

/**
 * Makes the bucket, or makes it right. Safe to repeat.
 *
 * @returns for how many days it keeps the log: null for ever, undefined when that is not known
 */
export async function setUpBucket(
  store: StoreSettings,
  retention: Partial<Retention>,
  ask: Ask | null,
  changes: Changes,
): Promise<number | null | undefined> {
  const location = store.endpoint === null ? store.region : null;
  const admin = createBucketAdmin(createClient(store, PATIENCE_MS), store.bucket, location);
  changes.title(`The bucket ${store.bucket}`);
  const trouble = await admin.trouble();
  const isNew = trouble?.kind === "missing";
  if (isNew) await create(store.bucket, admin, changes);
  else if (trouble === null) changes.fine("it is there");
  else throw new Error(whatToDo(trouble, store));
  // Of a bucket that a dry run did not create, nothing can be asked.
  const isImagined = isNew && changes.isDry;
  const find = <T>(read: () => Promise<Known<T>>, absent: T) =>
    isImagined ? Promise.resolve<Known<T>>({ is: "known", value: absent }) : read();

  const block = publicAccessBlockFor(store.endpoint === null);
  await close(await find(admin.publicAccessBlock, false), block, admin, changes);
  await encrypt(await find(admin.encryption, null), admin, changes);
  const isEmpty = isNew || (await admin.isEmpty());
  const versioning = await find(admin.versioning, false);
  const keepsVersions = versioning.is === "known" && versioning.value;
  const wishes = { wishes: retention, isEmpty, keepsVersions, ask };
  const logDays = await keep(await find(admin.lifecycle, []), wishes, admin, changes);
  if (keepsVersions) {
    changes.note("it keeps versions: expired objects stay a day longer; suspend versioning if you can");
  }
  return logDays;
}

async function create(bucket: string, admin: BucketAdmin, changes: Changes): Promise<void> {
  try {
    await changes.make(`S3 CreateBucket`, { Bucket: bucket }, admin.create);
    changes.done("created");
  } catch (error) {
    const fault = storeFault(error);
    // Somebody was faster, and it was us.
    if (fault.says.startsWith("BucketAlreadyOwnedByYou")) {
      changes.fine("it is there");
      return;
    }
    // A store that makes none may answer that there is none.
    const kind = fault.kind === "missing" ? "unsupported" : fault.kind;
    throw new Error(whatToDo({ ...fault, kind }, { bucket }), { cause: error });
  }
}
