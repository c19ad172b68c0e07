// Which browsers have a feature of the web, as MDN's data say.
import { createRequire } from "node:module";
import type { BrowserName, Identifier, SupportStatement } from "@mdn/browser-compat-data";

// 20 MB, which Vitest would transform if it were imported.
const data = createRequire(import.meta.url)("@mdn/browser-compat-data") as Identifier;

/** The oldest browsers, by MDN's names: `{ chrome: 94 }`. */
export type Floor = Readonly<Partial<Record<BrowserName, number>>>;

/** Features by their paths in MDN's data, and the browsers of the floor without them. */
export type Missing = ReadonlyMap<string, string>;

/** Reads a list of Browserslist that has one `<browser> <version>` a line. */
export function parseFloor(list: string): Floor {
  const lines = list.split("\n").filter((line) => /^[a-z]/.test(line));
  const versions = lines
    .map((line) => line.split(" "))
    .map(([name = "", version]) => [name, Number(version)] as const);
  return Object.fromEntries<number>(versions);
}

const nodes = new Map<string, Identifier | undefined>();

/** @returns the node at a path such as `css/at-rules/layer`; undefined if there is none */
export function findNode(path: string): Identifier | undefined {
  if (nodes.has(path)) return nodes.get(path);
  const node = path
    .split("/")
    .reduce<Identifier | undefined>(
      (parent, key) => (parent !== undefined && Object.hasOwn(parent, key) ? parent[key] : undefined),
      data,
    );
  nodes.set(path, node);
  return node;
}

/** The keys of the nodes directly below one. */
export function listKeys(path: string): string[] {
  return Object.keys(findNode(path) ?? {}).filter((key) => key !== "__compat");
}

/** The browsers of the floor that lack a feature: "chrome 99, safari never"; null if all have it, or nothing is known. */
export function findMissing(path: string, floor: Floor): string | null {
  const support = findNode(path)?.__compat?.support;
  const missing = Object.entries(floor).flatMap(([name, version]) => {
    const statement = support?.[name as BrowserName];
    const added = statement === undefined ? 0 : findVersion(statement);
    return added <= version ? [] : [`${name} ${added === Infinity ? "never" : added}`];
  });
  return missing.length === 0 ? null : missing.join(", ");
}

/** @returns Infinity for never */
function findVersion(support: SupportStatement): number {
  const versions = [support]
    .flat()
    .map(({ version_added: added, prefix, alternative_name: other, flags }) => {
      const isOwn = prefix === undefined && other === undefined && flags === undefined;
      return isOwn && typeof added === "string" ? Number(added.replace("≤", "")) || Infinity : Infinity;
    });
  return Math.min(...versions);
}
