import { parse, type Node } from "acorn";
import { findMissing, findNode, type Floor, listKeys, type Missing } from "./compat.ts";
import { listInValue } from "./css.ts";

/** Class static blocks, the newest of ES2022, came with Chromium 94. */
const ECMA_VERSION = 2022;
const GLOBALS = ["api/Window", "api", "javascript/builtins"];
/** Shorter names are a minifier's. */
const MIN_GLOBAL = 3;
/** Of other objects, methods have the names of methods of our own. */
const DOM = [
  ...[
    "Node",
    "Element",
    "HTMLElement",
    "HTMLDialogElement",
    "HTMLFormElement",
    "HTMLInputElement",
    "Document",
  ],
  ...["Event", "EventTarget", "AbortSignal", "Headers", "Response", "URLSearchParams", "Blob"],
];
/** Their methods have the names of ours, or are static. */
const UNSEEN = /DisposableStack$|Error$|^RegExp$/;
/** In JavaScript, other functions of CSS have the names of ordinary words. */
const CSS_IN_TEXT = /\d(?:[dsl]v|cq)[a-z]+\b|(?<![\w.-])(?:color-mix|light-dark|oklch|oklab|lab|round)\(/;

/** What a script uses that a browser of the floor lacks. Aliases of globals, such as `a = AbortSignal`, are not seen. */
export function findMissingInJavascript(source: string, floor: Floor): Missing {
  const found = new Map<string, string>();
  const check = (paths: readonly string[]) => {
    const [first, ...others] = paths.map((path) => ({ path, missing: findMissing(path, floor) }));
    // A name that any object has had for long enough may be that one's.
    if (typeof first?.missing !== "string" || others.some(({ missing }) => missing === null)) return;
    found.set(first.path, first.missing);
  };
  walk(parse(source, { ecmaVersion: ECMA_VERSION, sourceType: "module" }), (node) => {
    for (const paths of listFeatures(node)) check(paths);
  });
  return found;
}

type AnyNode = Node & Readonly<Record<string, unknown>>;

function walk(node: Node, visit: (node: AnyNode) => void): void {
  const all = node as AnyNode;
  visit(all);
  for (const child of Object.values(all).flat()) if (isNode(child)) walk(child, visit);
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && typeof (value as Partial<Node>).type === "string";
}

/** The features of one node, each by the paths of all that it may be. */
function listFeatures(node: AnyNode): string[][] {
  switch (node.type) {
    case "MemberExpression": {
      const { object, property } = node as AnyNode & Record<"object" | "property", AnyNode>;
      const owner = toName(object);
      return node.computed === true ? [] : [listOwn(owner, toName(property)), listGlobal(owner)];
    }
    case "CallExpression":
    case "NewExpression": {
      const { callee } = node as AnyNode & Record<"callee", AnyNode & { property?: AnyNode }>;
      const method = callee.property === undefined ? "" : toName(callee.property);
      return [listGlobal(toName(callee)), findMethods().get(method) ?? []];
    }
    case "Property": {
      // Of a pattern: `let { navigation } = globalThis`.
      const { key, value } = node as AnyNode & Record<"key" | "value", AnyNode>;
      return value.type === "Identifier" ? [listGlobal(toName(key))] : [];
    }
    case "Literal":
      return listInText(node.value);
    case "TemplateElement":
      return listInText((node.value as { cooked?: string }).cooked);
    default:
      return [];
  }
}

const toName = (node: AnyNode) => (node.type === "Identifier" ? String(node.name) : "");

function listInText(text: unknown): string[][] {
  return typeof text === "string" && CSS_IN_TEXT.test(text) ? listInValue(text).map((path) => [path]) : [];
}

/** A member of a global, such as `AbortSignal.any` or `navigator.wakeLock`. */
function listOwn(owner: string, name: string): string[] {
  const type = owner.charAt(0).toUpperCase() + owner.slice(1);
  const paths = [
    `api/${owner}/${name}_static`,
    `api/${type}/${name}`,
    `javascript/builtins/${owner}/${name}`,
  ];
  return owner.length < MIN_GLOBAL ? [] : paths.filter((path) => findNode(path) !== undefined);
}

function listGlobal(name: string): string[] {
  const paths = name.length < MIN_GLOBAL ? [] : GLOBALS.map((path) => `${path}/${name}`);
  return paths.filter((path) => findNode(path) !== undefined);
}

let methods: Map<string, string[]> | undefined;

/** The methods of common objects, by name. */
function findMethods(): ReadonlyMap<string, string[]> {
  if (methods !== undefined) return methods;
  const builtins = listKeys("javascript/builtins").filter((name) => !UNSEEN.test(name));
  const owners = [
    ...builtins.map((name) => `javascript/builtins/${name}`),
    ...DOM.map((name) => `api/${name}`),
  ];
  methods = new Map();
  for (const owner of owners)
    for (const name of listKeys(owner)) methods.set(name, [...(methods.get(name) ?? []), `${owner}/${name}`]);
  return methods;
}
