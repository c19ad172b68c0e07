import { opendir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import type { Objects, StoredObject } from "#lib/store/objects.ts";

/** An object of a source, or with `isLeftOut` a thing that cannot be read as one. */
export type Found = StoredObject & { readonly isLeftOut?: boolean };

/** The files of a folder and of all folders below it, as if they were objects. Links to folders are not gone into. */
export function openFolder(
  folder: string,
): Pick<Objects, "read"> & { readonly list: (prefix: string) => AsyncGenerator<Found> } {
  return {
    async *list(prefix) {
      const directory = await opendir(folder, { recursive: true });
      for await (const entry of directory) {
        if (entry.isDirectory()) continue;
        const file = path.join(entry.parentPath, entry.name);
        const key = path.relative(folder, file).split(path.sep).join("/");
        if (!key.startsWith(prefix)) continue;
        // Where a link leads to counts; it may lead nowhere, or in a circle.
        const found = await stat(file).catch(() => null);
        yield found?.isFile() === true ? { key, bytes: found.size } : { key, bytes: 0, isLeftOut: true };
      }
    },
    read: (key) => readFile(path.join(folder, key)),
  };
}
