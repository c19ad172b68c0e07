/** As people sort: camera 2 before camera 10. One locale, so that receivers, galleries and browsers agree. */
const BY_NAME = new Intl.Collator("en", { numeric: true });

type Named = { readonly id: string; readonly name: string; readonly source: string | null };

/** The order of the wall: by name, then by source. */
export function byName(a: Named, b: Named): number {
  return (
    BY_NAME.compare(a.name, b.name) ||
    BY_NAME.compare(a.source ?? "", b.source ?? "") ||
    (a.id < b.id ? -1 : 1)
  );
}
