/** As people sort: camera 2 before camera 10. One locale, so that receivers, galleries and browsers agree. */
const BY_NAME = new Intl.Collator("en", { numeric: true });

type Named = {
  readonly id: string;
  readonly name: string;
  readonly source: string | null;
  /** When it was last seen; null where only its name is known. */
  readonly time: number | null;
};

/** The order of the wall: by name, then by source. Tiles of which only the name is known come last. */
export function byName(a: Named, b: Named): number {
  return (
    Number(a.time === null) - Number(b.time === null) ||
    BY_NAME.compare(a.name, b.name) ||
    BY_NAME.compare(a.source ?? "", b.source ?? "") ||
    (a.id < b.id ? -1 : 1)
  );
}
