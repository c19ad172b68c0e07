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
  ownRetention,
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
  admin: Pick<BucketAdmin, "setLifecycle">,
  changes: Changes,
): Promise<void> {
  if (isUnseen(state, "lifecycle", changes)) return;
  // A rule deletes what is there: where something is, only what was wished for is changed.
  const isFree = isEmpty && !hasOurRules(state.value);
  const retention = { ...(isFree ? DEFAULT_RETENTION : ownRetention(state.value)), ...wishes };
  const rules = lifecycleRules(state.value, retention, keepsVersions);
  // With what the rules of others delete, which stay as they are.
  const kept = retentionOf(rules);
  const open = ROOMS.filter((room) => kept[room] === null && wishes[room] === undefined);
  if (open.length > 0 && !hasOurRules(state.value)) {
    changes.note(
      `lifecycle: ${open.join(", ")} will be kept for ever, since the bucket is in use; say otherwise with ${open.map((room) => `--keep-${room} DAYS`).join(" ")}`,
    );
  }
  for (const room of ROOMS) {
    const isWish = wishes[room] !== undefined || retention[room] !== null;
    if (!isWish || kept[room] === retention[room]) continue;
    changes.note(
      `lifecycle: ${room} are to be kept ${inWords(retention[room])}, but a rule that is not ours deletes them after ${inWords(kept[room])}: change that rule`,
    );
  }
  const says = ROOMS.map((room) => `${room} ${inWords(kept[room])}`);
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

function inWords(days: number | null): string {
  return days === null ? "for ever" : `${days} days`;
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
