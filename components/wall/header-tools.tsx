import type { ReactNode } from "react";
import { SignOut } from "#components/join/sign-out.tsx";
import { Icon, type IconName } from "#components/ui/icon.tsx";
import { SIZES, viewAddress, type View } from "#lib/model/view.ts";
import { FITTED_WIDTH, SEARCH_FIELD, SWITCHES, writeSize } from "./header-parts.ts";
import { ViewForm } from "./view-form.tsx";

/** A button of the header that is one of the bar on a phone: an icon, with its word below it there. */
const TOOL =
  "flex cursor-pointer items-center justify-center gap-1.5 rounded-lg text-sm hover:bg-well max-sm:min-h-14 max-sm:flex-col max-sm:gap-0.5 max-sm:text-xs max-sm:text-quiet sm:min-h-9 sm:min-w-9 sm:px-2 pointer-coarse:sm:min-h-11 pointer-coarse:sm:min-w-11";

/** A button of the header that has only an icon, and is not on a phone's bar. */
const ICON_TOOL = `${TOOL} max-sm:hidden`;

/** A row of the More menu of a phone. */
const MORE_ROW = "flex min-h-11 w-full items-center gap-2";

type HeaderToolsProps = { view: View; isPrivate: boolean };

/** The tools of the header, rendered on the server only: `Header` gives them their function. */
export function HeaderTools({ view, isPrivate }: HeaderToolsProps) {
  const kiosk = viewAddress(view, "/wall");
  return (
    <>
      <SizeSlider size={view.size} className="me-2 w-32 max-lg:hidden" />
      <label htmlFor={SEARCH_FIELD} className={`${TOOL} sm:hidden`}>
        <Icon name="search" isAlone /> Search
      </label>
      <Menu icon="sliders-horizontal" label="View" shortcut="v">
        <ViewForm view={view} />
        <div id={SWITCHES} className="mt-2 border-t border-edge pt-2 noscript:hidden" />
        <SizeSlider size={view.size} className="mt-2 px-1 lg:hidden" />
      </Menu>
      <button
        type="button"
        data-do="history"
        aria-pressed={view.at !== null}
        aria-keyshortcuts="p"
        data-tip="History (P)"
        className={`${TOOL} aria-pressed:bg-well aria-pressed:text-accent forced-colors:aria-pressed:bg-[Highlight] noscript:hidden`}
      >
        <Icon name="history" isAlone />
        <span className="sm:max-xl:sr-only">History</span>
      </button>
      <a
        href={kiosk}
        data-kiosk
        aria-label="Kiosk"
        aria-keyshortcuts="k"
        data-tip="Kiosk (K)"
        className={ICON_TOOL}
      >
        <Icon name="monitor" isAlone />
      </a>
      <button
        type="button"
        data-do="keys"
        aria-haspopup="dialog"
        aria-keyshortcuts="?"
        aria-label="Shortcuts"
        data-tip="Shortcuts (?)"
        className={`${ICON_TOOL} noscript:hidden keyless:hidden`}
      >
        <Icon name="keyboard" isAlone />
      </button>
      {isPrivate && <SignOut className={`${ICON_TOOL} whitespace-nowrap`} wordsClassName="max-2xl:sr-only" />}
      <Menu icon="ellipsis" label="More" className="sm:hidden">
        <a href={kiosk} data-kiosk className={MORE_ROW}>
          <Icon name="monitor" isAlone /> Kiosk
        </a>
        {isPrivate && <SignOut className={MORE_ROW} />}
      </Menu>
    </>
  );
}

function SizeSlider({ size, className }: { size: number | null; className: string }) {
  return (
    <label
      data-tip="Tile size (− +)"
      className={`flex items-center gap-2 text-lg text-quiet noscript:hidden ${className}`}
    >
      <Icon name="grid-3x3" isAlone />
      <input
        type="range"
        {...SIZES}
        aria-label="Tile size"
        aria-valuetext={writeSize(size)}
        defaultValue={size ?? FITTED_WIDTH}
        className="wall-size min-w-0 grow pointer-coarse:min-h-11"
      />
      <Icon name="square" isAlone />
    </label>
  );
}

type MenuProps = {
  icon: IconName;
  label: string;
  /** The key that opens it. */
  shortcut?: string;
  className?: string;
  children: ReactNode;
};

/** A menu under its button, on a phone a sheet above the bar. It opens without script, too. */
function Menu({ icon, label, shortcut, className = "", children }: MenuProps) {
  return (
    <details className={`group/menu sm:relative ${className}`}>
      <summary
        aria-keyshortcuts={shortcut}
        className={`${TOOL} list-none group-open/menu:text-accent sm:group-open/menu:bg-well [&::-webkit-details-marker]:hidden`}
      >
        <Icon name={icon} isAlone />
        <span className="sm:max-xl:sr-only">{label}</span>
      </summary>
      {/* A tap beside the sheet must not reach what lies there. */}
      <button
        type="button"
        data-do="close"
        aria-label="Close"
        className="fixed inset-x-0 top-0 bottom-14 -z-10 bg-black/50 sm:hidden noscript:hidden"
      />
      <div className="max-h-[calc(var(--spacing-window)-8rem)] overflow-y-auto border-edge bg-surface p-4 shadow-xl max-sm:fixed max-sm:inset-x-0 max-sm:bottom-14 max-sm:-z-10 max-sm:rounded-t-xl max-sm:border-t sm:absolute sm:top-full sm:right-0 sm:mt-2 sm:w-84 sm:rounded-xl sm:border">
        {children}
      </div>
    </details>
  );
}
