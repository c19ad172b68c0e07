import { globSync, readFileSync } from "node:fs";
import path from "node:path";

/** Source text by path from the root of the repository. */
export type Tree = ReadonlyMap<string, string>;

/** `to` is a path from the root, or a package. */
export type Import = { readonly from: string; readonly to: string; readonly isType: boolean };

/** Reads the TypeScript files below folders. */
export function readTree(folders: readonly string[]): Tree {
  const files = globSync(folders.map((folder) => `${folder}/**/*.{ts,tsx}`));
  return new Map(files.toSorted().map((file) => [file, readFileSync(file, "utf8")]));
}

const IMPORT = /(?:\b(?:im|ex)port( type)?\s[^;"'`]*?\sfrom|\bimport[ (])\s*"([^"]+)"/g;

/** Lists all imports of a tree: static, dynamic and of types, and what is exported from elsewhere. */
export function listImports(tree: Tree): Import[] {
  return [...tree].flatMap(([from, source]) =>
    [...source.matchAll(IMPORT)].map(([, type, name = ""]) => {
      const isRelative = name.startsWith(".");
      const to = isRelative ? path.posix.join(path.posix.dirname(from), name) : name.replace(/^#/, "");
      return { from, to, isType: type !== undefined };
    }),
  );
}
