import {
  type BucketAdmin,
  createBucketAdmin,
  ENCRYPTION,
  type Known,
  publicAccessBlockFor,
} from "#lib/store/bucket/admin.ts";
import { storeFault, type StoreFault } from "#lib/store/bucket/fault.ts";
import {
  DEFAULT_RETENTION,
  hasOurRules,
  lifecycleRules,
  type Retention,
  retentionOf,
  ROOMS,
  sameRules,
} from "#lib/store/bucket/retention.ts";
import { createClient } from "#lib/store/client.ts";
import type { StoreSettings } from "#lib/settings/settings.ts";
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
  await keep(await ask(admin.lifecycle, []), { wishes: retention, isEmpty }, admin, changes);
  const versioning = await ask(admin.versioning, false);
  if (versioning.is === "known" && versioning.value) {
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

async function close(
  state: Known<boolean>,
  block: ReturnType<typeof publicAccessBlockFor>,
  admin: BucketAdmin,
  changes: Changes,
): Promise<void> {
  if (isUnseen(state, "public access", changes)) return;
  if (state.value) {
    changes.fine("public access is blocked");
    return;
  }
  await changes.make("S3 PutPublicAccessBlock", block, () => admin.blockPublicAccess(block));
  changes.done("public access is blocked");
}

async function encrypt(state: Known<string | null>, admin: BucketAdmin, changes: Changes): Promise<void> {
  if (isUnseen(state, "encryption", changes)) return;
  if (state.value !== null) {
    changes.fine(`encrypted by default (${state.value})`);
    return;
  }
  await changes.make("S3 PutBucketEncryption", ENCRYPTION, admin.encrypt);
  changes.done("encrypted by default (AES256)");
}

async function keep(
  state: Known<Parameters<BucketAdmin["setLifecycle"]>[0]>,
  { wishes, isEmpty }: { wishes: Partial<Retention>; isEmpty: boolean },
  admin: BucketAdmin,
  changes: Changes,
): Promise<void> {
  if (isUnseen(state, "lifecycle", changes)) return;
  const present = retentionOf(state.value);
  // A rule deletes what is there: where something is, only what was wished for is changed.
  const isFree = isEmpty && !hasOurRules(state.value);
  const retention = { ...(isFree ? DEFAULT_RETENTION : present), ...wishes };
  const open = ROOMS.filter((room) => retention[room] === null && wishes[room] === undefined);
  if (open.length > 0 && !hasOurRules(state.value)) {
    changes.note(
      `lifecycle: ${open.join(", ")} will be kept for ever, since the bucket is in use; say otherwise with ${open.map((room) => `--keep-${room} DAYS`).join(" ")}`,
    );
  }
  const rules = lifecycleRules(state.value, retention);
  const says = ROOMS.map(
    (room) => `${room} ${retention[room] === null ? "for ever" : `${retention[room]} days`}`,
  );
  const comes = `lifecycle: keeps ${says.join(", ")}`;
  if (sameRules(rules, state.value)) {
    changes.fine(comes);
    return;
  }
  await changes.make("S3 PutBucketLifecycleConfiguration", rules, () => admin.setLifecycle(rules));
  changes.done(comes);
}

function isUnseen<T>(
  state: Known<T>,
  what: string,
  changes: Changes,
): state is Exclude<Known<T>, { is: "known" }> {
  if (state.is === "known") return false;
  changes.note(
    state.is === "unsupported"
      ? `${what}: this store does not offer it through S3; set it by the store's own means`
      : `${what}: these keys may not see it (${state.why}); run the set-up with keys that may administer the bucket`,
  );
  return true;
}

function whatToDo({ kind, says, region }: StoreFault, { bucket, endpoint }: Partial<StoreSettings>): string {
  switch (kind) {
    case "credentials":
      return `the store does not take these keys (${says}): check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or the role or profile`;
    case "clock":
      return `this machine's clock is too far from the store's (${says}): set it`;
    case "denied":
      return `the bucket ${bucket ?? ""} cannot be used (${says}): it is somebody else's, and then choose another name, or these keys may not list it`;
    case "elsewhere":
      return `the bucket ${bucket ?? ""} is in another region${region === undefined ? ` (${says})` : `: run again with --region ${region}`}`;
    case "taken":
      return `the name ${bucket ?? ""} belongs to somebody else's bucket: choose another`;
    case "unsupported":
      return `this store lets nobody make the bucket ${bucket ?? ""} through S3 (${says}): make it by the store's own means`;
    case "unreachable":
      return `the store at ${endpoint ?? "AWS"} cannot be reached (${says})`;
    case "missing":
    case "other":
      return `the store did not do as it was asked: ${says}`;
  }
}
