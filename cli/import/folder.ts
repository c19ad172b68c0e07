import { opendir, readFile, stat } from "node:fs/promises";
import path from "node:path";
import type { Objects } from "#lib/store/objects.ts";

/** The files of a folder and of all folders below it, as if they were objects. */
export function openFolder(
  folder: string,
): Pick<Objects, "read"> & { readonly list: () => ReturnType<Objects["list"]> } {
  return {
    async *list() {
      const directory = await opendir(folder, { recursive: true });
      for await (const entry of directory) {
        if (!entry.isFile()) continue;
        const file = path.join(entry.parentPath, entry.name);
        yield { key: path.relative(folder, file).split(path.sep).join("/"), bytes: (await stat(file)).size };
      }
    },
    read: (key) => readFile(path.join(folder, key)),
  };
}
