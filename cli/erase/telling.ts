import { storeFault } from "../bucket/fault.ts";
import { StoreError } from "#lib/store/store.ts";
import { count } from "../progress/progress.ts";
import type { World } from "../world/world.ts";
import type { Found } from "./objects.ts";

const TELL_EVERY_MS = 10_000;

/** Prints how many objects were found below each prefix, and how many files in the spool. */
export function tellCounts(
  verb: string,
  { log, previews, feeds, faults, spool }: Found & { readonly spool: number },
  print: World["print"],
): void {
  const counts = Object.entries({ log, previews, feeds, faults, spool });
  print(`${verb}: ${counts.map(([name, number]) => `${name} ${count(number)}`).join(", ")}`);
}

/** Makes a function that counts listed keys, and prints their number every 10 seconds. */
export function createListedCount(print: World["print"]): (keys: number) => void {
  let [listed, toldAt] = [0, performance.now()];
  return (keys) => {
    listed += keys;
    if (performance.now() - toldAt < TELL_EVERY_MS) return;
    toldAt = performance.now();
    print(`listed ${count(listed)} keys so far`);
  };
}

/** Throws an error again, with the remedy where the keys may not do it: the app's own may list, and delete nothing. */
export function explainDenied(error: unknown): never {
  const fault = error instanceof StoreError ? storeFault(error.cause) : null;
  if (fault?.kind !== "denied") throw error;
  throw new Error(
    `these keys may not do it (${fault.says}): use keys that may administer the bucket, its versions included`,
    { cause: error },
  );
}
