import type { Known } from "../bucket/admin.ts";
import { toStoreFault } from "../bucket/fault.ts";
import type { Changes } from "./changes.ts";

const USE_OTHER_KEYS = "run setup with keys that may administer the bucket";

/** Makes a change. Notes that these keys or this store do not allow it, which must not stop setup. Returns its success. */
export async function setIfAllowed(
  name: string,
  changes: Changes,
  work: () => Promise<void>,
): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    const { kind, says } = toStoreFault(error);
    if (kind !== "denied" && kind !== "unsupported") throw error;
    changes.note(`${name}: not set (${says}); ${USE_OTHER_KEYS}`);
    return false;
  }
}

/** Notes why the state of something in the bucket is unknown. Returns false if it is known. */
export function isUnknown<T>(
  state: Known<T>,
  name: string,
  changes: Changes,
): state is Exclude<Known<T>, { is: "known" }> {
  if (state.is === "known") return false;
  changes.note(
    state.is === "unsupported"
      ? `${name}: this store does not offer it through S3; set it by the store's own means`
      : `${name}: these keys may not see it (${state.why}); ${USE_OTHER_KEYS}`,
  );
  return true;
}
