import type { BareTile } from "#lib/model/wall.ts";

/** A tile in words, for links, alternative texts and messages: its name, its source, and its account where it is shown. */
export function tileLabel(
  { name, source }: Pick<BareTile, "name" | "source">,
  sources = 1,
  account: string | null = null,
): string {
  return [name, sources > 1 ? null : source, account].filter((part) => part !== null).join(", ");
}
