import path from "node:path";
import { build } from "esbuild";

const ROOT = path.resolve(import.meta.dirname, "../..");

/** What CommonJS packages look for, and an ES module does not have. */
const COMMON_JS = `import { createRequire } from "node:module"; const require = createRequire(import.meta.url);
const __dirname = import.meta.dirname;`;

/**
 * Bundles a program with its packages into one ES module for Node.
 *
 * @param entry in the project's folder
 * @param external packages that are installed next to it, or never used there
 */
export async function bundle(entry: string, outfile: string, external: readonly string[]): Promise<void> {
  await build({
    entryPoints: [path.join(ROOT, entry)],
    outfile,
    bundle: true,
    platform: "node",
    target: "node22",
    format: "esm",
    mainFields: ["module", "main"],
    // Under this condition `server-only` is empty, as Next has it.
    conditions: ["react-server"],
    external: [...external],
    banner: { js: COMMON_JS },
    minifySyntax: true,
    minifyWhitespace: true,
    // Node prints the line of an uncaught error: not the whole bundle.
    lineLimit: 500,
    legalComments: "none",
    logLevel: "warning",
  });
}
