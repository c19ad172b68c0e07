import { escapeText } from "#lib/http/escape.ts";
import type { Known } from "../bucket/admin.ts";
import { toStoreFault } from "../bucket/fault.ts";
import { toJson } from "../text.ts";
import type { World } from "../world.ts";

/** The only way by which setup changes anything. */
export type Changes = {
  readonly isDry: boolean;
  /**
   * Makes a call that changes something or, in a dry run, only prints it.
   *
   * @param call such as `POST /api/webhooks`
   * @param detail the content, printed in a dry run: without secrets
   * @returns null in a dry run
   */
  readonly make: <T>(call: string, detail: unknown, work: () => Promise<T>) => Promise<T | null>;
  readonly title: (text: string) => void;
  readonly done: (text: string) => void;
  /** Prints what was right already. */
  readonly fine: (text: string) => void;
  /** Prints what stays as it is and the operator should know. */
  readonly note: (text: string) => void;
};

export function createChanges(print: World["print"], isDry: boolean): Changes {
  return {
    isDry,
    async make(call, detail, work) {
      if (!isDry) return await work();
      print(`  would call  ${call}${detail === null ? "" : ` ${toJson(detail)}`}`);
      return null;
    },
    title: (text) => print(`\n${escapeText(text)}`),
    done(text) {
      if (!isDry) print(`  done  ${escapeText(text)}`);
    },
    fine: (text) => print(`  fine  ${escapeText(text)}`),
    note: (text) => print(`  note  ${escapeText(text)}`),
  };
}

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
