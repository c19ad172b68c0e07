import {
  type BucketAdmin,
  ENCRYPTION,
  type Known,
  type publicAccessBlockFor,
} from "#lib/store/bucket/admin.ts";
import { storeFault } from "#lib/store/bucket/fault.ts";
import {
  DEFAULT_RETENTION,
  hasOurRules,
  lifecycleRules,
  type Retention,
  retentionOf,
  ROOMS,
  sameRules,
} from "#lib/store/bucket/retention.ts";
import type { Changes } from "./changes.ts";

/** Closes the bucket to the public. */
export async function close(
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
  await set("public access", changes, async () => {
    await changes.make("S3 PutPublicAccessBlock", block, () => admin.blockPublicAccess(block));
    changes.done("public access is blocked");
  });
}

/** Has the store encrypt what nobody asks it to. */
export async function encrypt(
  state: Known<string | null>,
  admin: BucketAdmin,
  changes: Changes,
): Promise<void> {
  if (isUnseen(state, "encryption", changes)) return;
  if (state.value !== null) {
    changes.fine(`encrypted by default (${state.value})`);
    return;
  }
  await set("encryption", changes, async () => {
    await changes.make("S3 PutBucketEncryption", ENCRYPTION, admin.encrypt);
    changes.done("encrypted by default (AES256)");
  });
}

type KeepWishes = {
  readonly wishes: Partial<Retention>;
  readonly isEmpty: boolean;
  readonly keepsVersions: boolean;
};

/** Says for how long the bucket keeps what. */
export async function keep(
  state: Known<Parameters<BucketAdmin["setLifecycle"]>[0]>,
  { wishes, isEmpty, keepsVersions }: KeepWishes,
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
  const rules = lifecycleRules(state.value, retention, keepsVersions);
  const says = ROOMS.map(
    (room) => `${room} ${retention[room] === null ? "for ever" : `${retention[room]} days`}`,
  );
  const comes = `lifecycle: keeps ${says.join(", ")}`;
  if (sameRules(rules, state.value)) {
    changes.fine(comes);
    return;
  }
  await set("lifecycle", changes, async () => {
    await changes.make("S3 PutBucketLifecycleConfiguration", rules, () => admin.setLifecycle(rules));
    changes.done(comes);
  });
}

/** What these keys or this store do not allow is no reason to leave the rest undone; the doctor finds it, too. */
async function set(what: string, changes: Changes, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const { kind, says } = storeFault(error);
    if (kind !== "denied" && kind !== "unsupported") throw error;
    changes.note(`${what}: not set (${says}); run the set-up with keys that may administer the bucket`);
  }
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
