/** A button of the header that is one of the bar on a phone: an icon, with its word below it there. */
export const BAR_TOOL =
  "flex cursor-pointer items-center justify-center gap-1.5 rounded-lg text-sm hover:bg-well max-sm:min-h-14 max-sm:flex-col max-sm:gap-0.5 max-sm:text-xs max-sm:text-quiet sm:min-h-9 sm:min-w-9 sm:px-2 pointer-coarse:sm:min-h-11 pointer-coarse:sm:min-w-11";

/** A button of the header that has only an icon, and is in the menu More on a phone. */
export const ICON_TOOL = `${BAR_TOOL} max-sm:hidden`;
