import { endToast, showToast } from "#components/ui/toast.tsx";
import { remove, toggle } from "./personal.ts";

/** Hides a tile, which can be undone for a few seconds, or shows it again. */
export function hideTile(id: string, name: string): void {
  const text = `Hidden: ${name}`;
  // Another tab may have shown it again: then there is nothing to undo.
  if (toggle("hidden", id)) showToast(text, { label: "Undo", run: () => remove("hidden", id) });
  else endToast(text);
}
