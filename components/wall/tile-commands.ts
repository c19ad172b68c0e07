import { showToast } from "#components/ui/toast.tsx";
import { toggle } from "./personal.ts";

/** Hides a tile, which can be undone for a few seconds, or shows it again. */
export function hideTile(id: string, name: string): void {
  if (toggle("hidden", id))
    showToast(`Hidden: ${name}`, { label: "Undo", run: () => void toggle("hidden", id) });
}
