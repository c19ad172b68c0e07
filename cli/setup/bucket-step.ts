import {
  type BucketAdmin,
  createBucketAdmin,
  type Known,
  publicAccessBlockFor,
} from "#lib/store/bucket/admin.ts";
import { storeFault } from "#lib/store/bucket/fault.ts";
import type { Retention } from "#lib/store/bucket/retention.ts";
import { createClient } from "#lib/store/client.ts";
import type { StoreSettings } from "#lib/settings/store-settings.ts";
import { close, encrypt, keep } from "./bucket-rules.ts";
import { whatToDo } from "./bucket-trouble.ts";
import type { Changes } from "./changes.ts";

const PATIENCE_MS = 20_000;

/** Makes the bucket, or makes it right. Safe to repeat. */
export async function setUpBucket(
  store: StoreSettings,
  retention: Partial<Retention>,
  changes: Changes,
): Promise<void> {
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
  const ask = <T>(read: () => Promise<Known<T>>, absent: T) =>
    isImagined ? Promise.resolve<Known<T>>({ is: "known", value: absent }) : read();

  const block = publicAccessBlockFor(store.endpoint === null);
  await close(await ask(admin.publicAccessBlock, false), block, admin, changes);
  await encrypt(await ask(admin.encryption, null), admin, changes);
  const isEmpty = isNew || (await admin.isEmpty());
  const versioning = await ask(admin.versioning, false);
  const keepsVersions = versioning.is === "known" && versioning.value;
  const wishes = { wishes: retention, isEmpty, keepsVersions };
  await keep(await ask(admin.lifecycle, []), wishes, admin, changes);
  if (keepsVersions) {
    changes.note(
      "it keeps versions: every frame leaves a deleted fact behind for a day; suspend versioning if you can",
    );
  }
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
