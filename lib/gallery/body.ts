import type { Changes, Tiles } from "#lib/model/wall.ts";

const written = new WeakMap<object, { readonly version: string; readonly text: string }>();

/**
 * A state of the wall, or what changed, in JSON. It is written once, however many viewers are told it: ten thousand tiles
 * take some tens of ms. (Next compresses it for each: it lets no route say that it has done so itself.)
 *
 * @param of what stays the very same object while the state does
 */
export function bodyOf(value: Tiles | Changes, of: object = value): string {
  const known = written.get(of);
  if (known?.version === value.version) return known.text;
  const text = JSON.stringify(value);
  written.set(of, { version: value.version, text });
  return text;
}
