import { type BucketAdmin, ENCRYPTION, type Known, type publicAccessBlockFor } from "../bucket/admin.ts";
import { storeFault } from "../bucket/fault.ts";
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

/**
 * Does work that these keys or this store may not allow: that is no reason to leave the rest undone, and the doctor finds
 * it, too.
 *
 * @returns whether it was done
 */
export async function set(what: string, changes: Changes, work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    const { kind, says } = storeFault(error);
    if (kind !== "denied" && kind !== "unsupported") throw error;
    changes.note(`${what}: not set (${says}); run the set-up with keys that may administer the bucket`);
    return false;
  }
}

/** Says why something of the bucket cannot be seen. @returns whether that is so */
export function isUnseen<T>(
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
