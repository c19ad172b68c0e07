/** The form of the view: the search, and the fields of the View menu. */
export const VIEW_FORM = "view";
export const SEARCH_FIELD = "search";
/** Where the View menu has what is for this browser alone. */
export const SWITCHES = "view-switches";

/** The width that the slider shows while the viewer has chosen none. */
export const FITTED_WIDTH = 300;

/** What the slider says to a screen reader. */
export function writeSize(size: number | null): string {
  return size === null ? "Auto" : `${size} pixels`;
}
