import { showToast } from "#components/ui/toast.tsx";

/** Says that there is no fault before the shown moment, or after it. */
export function tellNoFault(by: -1 | 1): void {
  showToast(by < 0 ? "No earlier fault" : "No later fault");
}
