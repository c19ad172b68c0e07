import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";

/** Source text by path from the root of the repository. */
export type Tree = ReadonlyMap<string, string>;

/** `to` is a path from the root, or a package. */
export type Import = { readonly from: string; readonly to: string; readonly isType: boolean };

/** Reads the TypeScript files below folders. */
export function readTree(folders: readonly string[]): Tree {
  const files = globSync(folders.map((folder) => `${folder}/**/*.{ts,tsx}`));
  return new Map(files.toSorted().map((file) => [file, readFileSync(file, "utf8")]));
}

/** `import type`, not `import { type A }`, which still loads the file. */
const TYPE_IMPORT = /\b(?:im|ex)port type [^;]*$/;

/** Lists all imports of a tree: static, dynamic and of types, and what is exported from elsewhere. */
export function listImports(tree: Tree): Import[] {
  return [...tree].flatMap(([from, source]) =>
    ts.preProcessFile(source).importedFiles.map(({ fileName, pos }) => {
      const isRelative = fileName.startsWith(".");
      const to = isRelative
        ? path.posix.join(path.posix.dirname(from), fileName)
        : fileName.replace(/^#/, "");
      return { from, to, isType: TYPE_IMPORT.test(source.slice(0, pos)) };
    }),
  );
}
