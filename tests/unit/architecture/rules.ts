import { type Import, listImports, type Tree } from "./tree.ts";

/** The folders of lib, lowest first: each imports only from itself and from those before it. */
const LAYERS = [
  "lib/model",
  "lib/bounded-map.ts",
  "lib/limiter.ts",
  "lib/http",
  "lib/image",
  "lib/provider",
  "lib/access",
  "lib/spool",
  "lib/settings",
  "lib/observability/tracing.ts",
  "lib/observability/metrics.ts",
  "lib/observability/scrape.ts",
  "lib/store",
  "lib/observability/health.ts",
  "lib/gallery",
  "lib/history",
  "lib/receiver",
  "lib/server",
  "lib/server/lambda",
  "lib/app.ts",
  "lib/request.ts",
];

/** Returns what breaks a rule, one line each. */
export type Rule = (tree: Tree) => string[];

const write = ({ from, to }: Import) => `${from} -> ${to}`;
const isIn = (file: string, folder: string) => file === folder || file.startsWith(`${folder}/`);

/** -1 for a file of no layer. */
function findLayer(file: string): number {
  return LAYERS.findLastIndex((layer) => isIn(file, layer));
}

/** Nothing in lib imports a higher layer, and every file of it has a layer. */
export const upwardImports: Rule = (tree) => [
  ...[...tree.keys()].filter((file) => isIn(file, "lib") && findLayer(file) === -1),
  ...listImports(tree)
    .filter(({ from, to }) => isIn(from, "lib") && isIn(to, "lib") && findLayer(to) > findLayer(from))
    .map(write),
];

/** No folder of lib imports itself through others. Returns the folders of each cycle; ignores the imports in `except`. */
export function folderCycles(tree: Tree, except: readonly string[] = []): string[] {
  const edges = listImports(tree)
    .filter((each) => isIn(each.from, "lib") && isIn(each.to, "lib") && !except.includes(write(each)))
    .map(({ from, to }) => [findLayer(from), findLayer(to)] as const);
  const reach = (start: number) => {
    const seen = new Set([start]);
    for (const folder of seen) for (const [from, to] of edges) if (from === folder) seen.add(to);
    return seen;
  };
  const reached = LAYERS.map((_, folder) => reach(folder));
  const cycles = LAYERS.map((_, a) => LAYERS.filter((_, b) => reached[a]?.has(b) && reached[b]?.has(a)));
  return [...new Set(cycles.filter(({ length }) => length > 1).map((cycle) => cycle.join(", ")))];
}

/** Of lib, components import the model only. */
export const browserImports: Rule = (tree) =>
  listImports(tree)
    .filter(({ from, to }) => isIn(from, "components") && isIn(to, "lib") && !isIn(to, "lib/model"))
    .map((each) => (each.isType ? `${write(each)} (types)` : write(each)));

/** Lib imports nothing that is built on it. */
export const outwardImports: Rule = (tree) =>
  listImports(tree)
    .filter(({ from, to }) => isIn(from, "lib") && ["app", "components", "cli"].some((top) => isIn(to, top)))
    .map(write);

/** Only the settings read the environment. */
export const environmentReads: Rule = (tree) =>
  [...tree]
    .filter(([file, text]) => !isIn(file, "lib/settings") && /(?<![\w.])process\.env\b|= process;/.test(text))
    .map(([file]) => file);

/** Only the store and the administration of the bucket use the client of S3. */
export const s3Imports: Rule = (tree) =>
  listImports(tree)
    .filter(({ from, to }) => isIn(to, "@aws-sdk") && !isIn(from, "lib/store") && !isIn(from, "cli/bucket"))
    .map(write);

/** Only the app, and files that are server-only themselves, load a file that is. */
export const serverOnly: Rule = (tree) => {
  const imports = listImports(tree);
  const marked = new Set(imports.filter(({ to }) => to === "server-only").map(({ from }) => from));
  const loads = imports.filter(({ to, isType }) => !isType && marked.has(to));
  return loads.filter(({ from }) => !marked.has(from) && !isIn(from, "app")).map(write);
};
