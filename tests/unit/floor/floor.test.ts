import { expect, test } from "vitest";
import { parseFloor } from "../../../scripts/floor/compat.ts";
import { findMissingInCss, withoutNewer } from "../../../scripts/floor/css.ts";
import { findMissingInJavascript } from "../../../scripts/floor/javascript.ts";

const FLOOR = { chrome: 94 };
const inCss = (css: string) => [...findMissingInCss(css, FLOOR)];
const inScript = (source: string) => [...findMissingInJavascript(source, FLOOR)];

test("reads the list of Browserslist", () => {
  expect(parseFloor("# The oldest\nchrome 94\nsafari 16.4\n")).toEqual({ chrome: 94, safari: 16.4 });
});

test.each([
  ["@layer base{a{color:red}}", "css/at-rules/layer", "chrome 99"],
  ["@container (min-width:1px){a{color:red}}", "css/at-rules/container", "chrome 105"],
  ["@media (scripting:none){a{color:red}}", "css/at-rules/media/scripting", "chrome 120"],
  ["a:has(b){color:red}", "css/selectors/has", "chrome 105"],
  ["a{height:100dvh}", "css/types/length/viewport_percentage_units_dynamic", "chrome 108"],
  ["a{--b:5cqw}", "css/types/length/container_query_length_units", "chrome 105"],
  ["a{color:color-mix(in oklab,red,blue)}", "css/types/color/color-mix", "chrome 111"],
  ["a{color:light-dark(red,blue)}", "css/types/color/light-dark", "chrome 123"],
  ["a{scale:2}", "css/properties/scale", "chrome 104"],
  ["a{text-wrap-style:pretty}", "css/properties/text-wrap-style", "chrome 130"],
])("finds a newer feature in %s", (css, feature, browsers) => {
  expect(inCss(css)).toContainEqual([feature, browsers]);
});

test.each([
  "a{height:100vh;height:100dvh}",
  "a{-webkit-mask-image:none;mask-image:none}",
  "@supports (height:1dvh){a{height:1dvh}}",
  "@supports (scrollbar-gutter:stable) or (margin-trim:block){a{display:none}}",
  ":is([open],:popover-open){color:red}",
  ".hover\\:has:hover{color:red}",
  "@layer properties{*{--tw-a:0}}",
])("accepts what has a fallback: %s", (css) => {
  expect(inCss(css)).toEqual([]);
});

test("reads blocks of @supports with `not`, which older browsers apply", () => {
  expect(inCss("@supports not (a:b){a{scale:2}}")).toEqual([["css/properties/scale", "chrome 104"]]);
});

test.each([
  ["a.toSorted()", "javascript/builtins/Array/toSorted", "chrome 110"],
  ["Map.groupBy(a,b)", "javascript/builtins/Map/groupBy", "chrome 117"],
  ["AbortSignal.any([])", "api/AbortSignal/any_static", "chrome 116"],
  ["structuredClone(a)", "api/structuredClone", "chrome 98"],
  ["new URLPattern(a)", "api/URLPattern", "chrome 95"],
  ["let{navigation:a}=globalThis", "api/Window/navigation", "chrome 102"],
  ["a.style.height='100dvh'", "css/types/length/viewport_percentage_units_dynamic", "chrome 108"],
  ["`round(down, ${a})`", "css/types/round", "chrome 125"],
])("finds a newer feature in %s", (source, feature, browsers) => {
  expect(inScript(source)).toContainEqual([feature, browsers]);
});

test.each([
  "a.at(-1).flat().any()",
  "Promise.any([])",
  "a.use(b)",
  "({groupBy:1}).groupBy",
  "Object.hasOwn(a,b)",
])("accepts what the oldest browser has, or what is ours: %s", (source) => {
  expect(inScript(source)).toEqual([]);
});

test("reads no syntax that is newer than the oldest browser", () => {
  expect(() => inScript("class A{static{}}")).not.toThrow();
  expect(() => inScript("/[a]/v")).toThrow("Invalid regular expression flag");
});

test("removes what the oldest browser does not understand, and keeps the rest", () => {
  const css = "a{color:red;scale:2}@layer b{c{d:e}}@supports (height:1dvh){f{g:h}}i:has(j){k:l}";
  expect(withoutNewer(css, FLOOR)).toBe("a{color:red}");
});
