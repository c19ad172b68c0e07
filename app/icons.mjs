// A plugin of Tailwind: the class `icon-NAME` for each icon of Lucide, and `mark-STATE` for the shapes of states. They lie
// in the style sheet, so that none is painted late. Only classes that the source names are in the sheet.
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import plugin from "tailwindcss/plugin";

const icons = `${dirname(createRequire(import.meta.url).resolve("lucide-static/package.json"))}/icons`;

/** Each state has a shape, so that nothing is told by colour alone. */
const SHAPES = {
  live: '<circle cx="12" cy="12" r="8"/>',
  attention: '<path d="M12 3 23 21H1z"/>',
  black: '<path d="M3 3h18v18H3z"/>',
  offline: '<circle cx="12" cy="12" r="7.5" fill="none" stroke="#000" stroke-width="5"/>',
  frozen: '<path d="M4 3h6v18H4zM14 3h6v18h-6z"/>',
  stalled: '<path d="M4 2h16v4l-6 6 6 6v4H4v-4l6-6-6-6z"/>',
  damaged: '<path d="m12 1 11 11-11 11L1 12z"/>',
};

/** Lucide has outlines alone. */
const FILLED_STAR = "filled-star";

/** @param {string} svg */
const toMask = (svg) => {
  const text = svg.replace(/<!--.*?-->/, "").replaceAll(/\s+/g, " ");
  return { maskImage: `url("data:image/svg+xml,${encodeURIComponent(text)}")` };
};

/** @param {string[]} names */
const toValues = (names) => Object.fromEntries(names.map((name) => [name, name]));

export default plugin(({ matchUtilities }) => {
  const names = readdirSync(icons).flatMap((entry) => (entry.endsWith(".svg") ? [entry.slice(0, -4)] : []));
  const read = (/** @type {string} */ name) => readFileSync(`${icons}/${name}.svg`, "utf8");
  const icon = (/** @type {string} */ name) =>
    toMask(name === FILLED_STAR ? read("star").replace('fill="none"', 'fill="#000"') : read(name));
  matchUtilities({ icon }, { values: toValues([...names, FILLED_STAR]) });
  const shapes = Object.entries(SHAPES).map(([name, shape]) => [
    name,
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">${shape}</svg>`,
  ]);
  matchUtilities({ mark: toMask }, { values: Object.fromEntries(shapes) });
});
