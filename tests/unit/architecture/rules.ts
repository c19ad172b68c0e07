import { type Import, listImports, type Tree } from "./tree.ts";

/** The folders of lib, lowest first: each imports only from itself and from those before it. */
const LAYERS = [
  "lib/model",
  "lib/limiter.ts",
  "lib/http",
  "lib/image",
  "lib/provider",
  "lib/access",
  "lib/spool",
  "lib/settings",
  "lib/observability/tracing.ts",
  "lib/observability/start-tracing.ts",
  "lib/observability/request-span.ts",
  "lib/observability/gauges.ts",
  "lib/observability/metrics.ts",
  "lib/observability/scrape.ts",
  "lib/store",
  "lib/observability/health.ts",
  "lib/gallery",
  "lib/history",
  "lib/receiver",
  "lib/app.ts",
  "lib/api.ts",
  "lib/request.ts",
  "lib/server",
];

/** Returns what breaks a rule, one line each. */
export type Rule = (tree: Tree) => string[];

const write = ({ from, to }: Import) => `${from} -> ${to}`;
const isIn = (file: string, ...folders: readonly string[]) =>
  folders.some((folder) => file === folder || file.startsWith(`${folder}/`));

/** -1 for a file of no layer. */
function findLayer(file: string): number {
  return LAYERS.findLastIndex((layer) => isIn(file, layer));
}

function rejectImports(isForbidden: (each: Import) => boolean): Rule {
  return (tree) => listImports(tree).filter(isForbidden).map(write);
}

function rejectText(pattern: RegExp, ...allowed: readonly string[]): Rule {
  return (tree) =>
    [...tree].filter(([file, text]) => !isIn(file, ...allowed) && pattern.test(text)).map(([file]) => file);
}

/** Nothing in lib imports a higher layer, so there are no cycles. Every file of lib has a layer. */
export const upwardImports: Rule = (tree) => [
  ...[...tree.keys()].filter((file) => isIn(file, "lib") && findLayer(file) === -1),
  ...rejectImports(({ from, to }) => isIn(from, "lib") && isIn(to, "lib") && findLayer(to) > findLayer(from))(
    tree,
  ),
];

/** Of lib, components import the model only. */
export const browserImports = rejectImports(
  ({ from, to }) => isIn(from, "components") && isIn(to, "lib") && !isIn(to, "lib/model"),
);

/** Lib imports nothing that is built on it. */
export const outwardImports = rejectImports(
  ({ from, to }) => isIn(from, "lib") && isIn(to, "app", "components", "cli"),
);

/** Only the store and the administration of the bucket use the client of S3. */
export const s3Imports = rejectImports(
  ({ from, to }) => isIn(to, "@aws-sdk") && !isIn(from, "lib/store", "cli/bucket"),
);

/** Only the settings read the environment. */
export const environmentReads = rejectText(/(?<![\w.])process\.env\b|\benv\b[^;]*= process;/, "lib/settings");

/** Only the provider's folders know its headers. */
export const providerWords = rejectText(/x-millicast-/i, "lib/provider", "cli/provider-api");

/** Only the app, and files that are server-only themselves, load a file that is. */
export const serverOnly: Rule = (tree) => {
  const imports = listImports(tree);
  const marked = new Set(imports.filter(({ to }) => to === "server-only").map(({ from }) => from));
  return imports
    .filter(({ from, to, isType }) => !isType && marked.has(to) && !marked.has(from) && !isIn(from, "app"))
    .map(write);
};
