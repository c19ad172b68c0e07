import postcss, { type ChildNode, type Container, type Declaration } from "postcss";
import { findMissing, type Floor, listKeys, type Missing } from "./compat.ts";

const UNITS: readonly [RegExp, string][] = [
  [/\ddv(?:[hwib]|min|max)\b/, "viewport_percentage_units_dynamic"],
  [/\dsv(?:[hwib]|min|max)\b/, "viewport_percentage_units_small"],
  [/\dlv(?:[hwib]|min|max)\b/, "viewport_percentage_units_large"],
  [/\dcq(?:[hwib]|min|max)\b/, "container_query_length_units"],
  ...["lh", "rlh", "cap", "rcap", "ic", "ric", "rex", "rch"].map((unit): [RegExp, string] => [
    new RegExp(`\\d${unit}\\b`),
    unit,
  ]),
];
/** The condition of a @supports rule: `(<property>: <value>)`. */
const DECLARATION = /\(\s*([\w-]+)\s*:\s*((?:[^()]|\([^()]*\))*)\)/g;

/** What a stylesheet uses that a browser of the floor lacks, and has no fallback for. */
export function findMissingInCss(css: string, floor: Floor): Missing {
  const found = new Map<string, string>();

  function visit(node: ChildNode): void {
    // Browsers without the feature skip this block.
    if (node.type === "atrule" && node.name === "supports" && isNewer(node, floor)) return;
    if (node.type !== "decl" || !hasFallback(node, floor))
      for (const path of listFeatures(node)) {
        const missing = findMissing(path, floor);
        if (missing !== null) found.set(path, missing);
      }
    if ("nodes" in node) for (const child of node.nodes ?? []) visit(child);
  }

  for (const node of postcss.parse(css).nodes) visit(node);
  return found;
}

/** Removes what a browser of the floor does not understand. */
export function withoutNewer(css: string, floor: Floor): string {
  const root = postcss.parse(css);
  root.walk((node) => {
    if (isNewer(node, floor)) node.remove();
  });
  return root.toString();
}

/** True if a browser of the floor does not understand the node itself, or takes a condition for false. */
function isNewer(node: ChildNode, floor: Floor): boolean {
  const isAnyMissing = (paths: string[]) => paths.some((path) => findMissing(path, floor) !== null);
  if (node.type !== "atrule" || node.name !== "supports") return isAnyMissing(listFeatures(node));
  // What has `not` is for older browsers, and must suit them.
  const alternatives = /\bnot\b/.test(node.params) ? [] : node.params.split(/\)\s+or\s+\(/);
  return alternatives.length > 0 && alternatives.every((one) => isAnyMissing(listInCondition(`(${one})`)));
}

/** Another value of the property, or the property with a prefix. */
function hasFallback({ prop, parent }: Declaration, floor: Floor): boolean {
  // A browser keeps any value of a custom property, and only later finds that it cannot use it.
  if (prop.startsWith("--")) return false;
  const declarations = (parent as Container).nodes?.filter((node) => node.type === "decl") ?? [];
  return declarations.some(
    (one) => one.prop === `-webkit-${prop}` || (one.prop === prop && !isNewer(one, floor)),
  );
}

function listFeatures(node: ChildNode): string[] {
  if (node.type === "rule") return listInSelector(node.selector);
  if (node.type === "decl") return listInDeclaration(node.prop, node.value);
  return node.type === "atrule" ? listInAtRule(node.name, node.params) : [];
}

function listInCondition(condition: string): string[] {
  return [...condition.matchAll(DECLARATION)].flatMap(([, prop = "", value = ""]) =>
    listInDeclaration(prop, value),
  );
}

function listInAtRule(name: string, params: string): string[] {
  // Tailwind's for browsers with layers, but without @property.
  if (name === "layer" && params === "properties") return [];
  const features = name === "media" ? [...params.matchAll(/\(\s*([a-z-]+)/g)] : [];
  return [`css/at-rules/${name}`, ...features.map(([, feature]) => `css/at-rules/media/${feature}`)];
}

function listInSelector(selector: string): string[] {
  // A list in :is() or :where() may have unknown selectors.
  const strict = selector.replaceAll(/:(?:is|where)\((?:[^()]|\([^()]*\))*\)/g, (all) => all.slice(0, 5));
  return [...strict.matchAll(/(?<!\\):{1,2}([a-z][a-z-]*)/g)].map(([, name]) => `css/selectors/${name}`);
}

function listInDeclaration(prop: string, value: string): string[] {
  const keywords = value.match(/(?<![\w-])[a-z][a-z-]*(?![\w(-])/g) ?? [];
  const own = prop.startsWith("--") ? [] : [prop, ...keywords.map((word) => `${prop}/${word}`)];
  return [...own.map((path) => `css/properties/${path}`), ...listInValue(value)];
}

/** The functions and units of a value. */
export function listInValue(value: string): string[] {
  const functions = [...value.matchAll(/(?<![\w-])([a-z][a-z-]*)\(/g)].flatMap(
    ([, name = ""]) => findFunctions().get(name) ?? [],
  );
  const units = UNITS.filter(([pattern]) => pattern.test(value)).map(
    ([, unit]) => `css/types/length/${unit}`,
  );
  return [...functions, ...units];
}

let functionPaths: Map<string, string> | undefined;

/** Functions by name, at the top of `css/types` or one level below. */
function findFunctions(): ReadonlyMap<string, string> {
  if (functionPaths !== undefined) return functionPaths;
  const types = listKeys("css/types").map((name) => `css/types/${name}`);
  const deeper = types.flatMap((path) => listKeys(path).map((name) => `${path}/${name}`));
  functionPaths = new Map([...deeper, ...types].map((path) => [path.slice(path.lastIndexOf("/") + 1), path]));
  return functionPaths;
}
