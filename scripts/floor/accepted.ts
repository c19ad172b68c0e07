/** Newer features that a page uses, by their paths in MDN's data, and what older browsers do without them. */
const ACCEPTED: Readonly<Record<string, string>> = {
  // Layout and looks.
  "css/at-rules/container": "narrow tiles keep their name and state in one row",
  "css/properties/container-type": "only @container needs it",
  "css/properties/content-visibility": "a wall of thousands of tiles is slower",
  "css/properties/forced-color-adjust": "icons and marks have the forced colours",
  "css/properties/text-wrap": "lines break less evenly",
  "css/properties/zoom": "notices of a kiosk are small on large screens",
  "css/properties/font-family/ui-monospace": "another font follows",
  "css/properties/-webkit-tap-highlight-color": "a tap is highlighted",
  "css/properties/-webkit-touch-callout": "a long press opens the browser's menu",
  "css/selectors/has": "a stalled tile has the usual border; its state is in words",
  "css/types/length/lh": "of date fields, which no page has",
  "css/types/round": "the last row of a kiosk may be cut until its script runs",
  "css/at-rules/media/scripting": "without JavaScript, controls that need it are shown",
  "css/at-rules/property": "Tailwind sets the initial values by itself where @property is missing",
  // Scripts that ask first if the browser has it.
  "api/Navigator/wakeLock": "a kiosk does not keep the screen on",
  "api/Navigator/connection": "SWR and React then take any connection for fast",
  "api/Window/navigation": "the way back to the wall leads to its top",
  "api/Navigation": "as Window/navigation",
  "api/Element/startViewTransition": "React, for a component that no page has",
  "api/reportError": "React prints the error",
  "api/URL/canParse_static": "Next adds it",
};

/** Tells if a feature, or the one that it belongs to, is accepted. */
export function isAccepted(path: string): boolean {
  return path in ACCEPTED || path.slice(0, path.lastIndexOf("/")) in ACCEPTED;
}
