"use client";

import { useEffect, useRef, type ReactNode } from "react";
import { SignOut } from "#components/join/sign-out.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { useShortcuts } from "#components/ui/use-shortcut.ts";
import type { SectionCounts } from "#lib/model/section.ts";
import { DEFAULT_VIEW, parseView, viewAddress, type View } from "#lib/model/view.ts";
import { Chips } from "./chips.tsx";
import { KeySheet } from "./key-sheet.tsx";
import { Menu } from "./menu.tsx";
import { SEARCH_FIELD, SearchField, VIEW_FORM } from "./search-field.tsx";
import { SizeSlider, useSizeKeys } from "./size-slider.tsx";
import { BAR_TOOL, ICON_TOOL } from "./tool.ts";
import { ViewSwitches } from "./view-switches.tsx";

type HeaderProps = {
  view: View;
  counts: SectionCounts | null;
  /** The fields of the View menu, which the server has rendered. */
  fields: ReactNode;
  withHidden: boolean;
  onWithHidden: (withHidden: boolean) => void;
  onChange: (view: View) => void;
  /** Goes into history, or back to live. */
  onHistory: () => void;
  isPrivate: boolean;
  /** Lies over the page, below the row. */
  children: ReactNode;
};

/** The row above the wall: search, counts, and what changes the view. On a phone, its tools are a bar at the bottom. */
export function Header(props: HeaderProps) {
  const { view, counts, fields, withHidden, onWithHidden, onChange, onHistory, isPrivate, children } = props;
  const isPast = view.at !== null;
  const kiosk = viewAddress(view, "/wall");
  const onSize = (size: number | null) => onChange({ ...view, size });
  const historyButton = useReturnedFocus(isPast);
  useTypedBefore(view, onChange);
  useSizeKeys({ size: view.size, onSize });
  useShortcuts({ k: () => location.assign(kiosk), ...(isPast ? {} : { p: onHistory }) });
  return (
    <header
      onChange={({ target }) => {
        if ("form" in target && (target.form as HTMLElement | null)?.id === VIEW_FORM)
          onChange(parseForm(view));
      }}
      className="sticky top-0 z-30 flex flex-wrap items-center gap-x-2 border-b border-edge bg-page px-3 sm:h-15 sm:flex-nowrap sm:px-6"
    >
      <h1 className="shrink-0 max-sm:py-2 xl:me-1">
        <a
          href={viewAddress(DEFAULT_VIEW)}
          className="flex min-h-9 items-center gap-2.5 rounded-lg text-lg font-semibold"
        >
          <img src="/icon.svg" alt="" width={20} height={20} />
          <span className="max-xl:sr-only">Livewall</span>
        </a>
      </h1>
      <SearchField view={view} />
      <div className="flex min-w-0 max-sm:flex-1">
        <Chips view={view} onChange={onChange} counts={counts} />
      </div>
      <div
        className={`max-sm:fixed max-sm:inset-x-0 max-sm:bottom-0 max-sm:grid max-sm:auto-cols-fr max-sm:grid-flow-col max-sm:border-t max-sm:border-edge max-sm:bg-page max-sm:px-2 sm:ms-auto sm:flex sm:items-center sm:gap-1 ${isPast ? "max-sm:hidden" : ""}`}
      >
        <SizeSlider size={view.size} onSize={onSize} className="me-2 w-32 max-lg:hidden" />
        <label htmlFor={SEARCH_FIELD} className={`${BAR_TOOL} sm:hidden`}>
          <Icon name="search" isAlone /> Search
        </label>
        <Menu icon="sliders-horizontal" label="View" shortcut="v">
          {fields}
          <ViewSwitches {...{ size: view.size, onSize, withHidden, onWithHidden }} />
        </Menu>
        <button
          type="button"
          ref={historyButton}
          aria-pressed={isPast}
          aria-keyshortcuts="p"
          data-tip="History (P)"
          onClick={onHistory}
          className={`${BAR_TOOL} aria-pressed:bg-well aria-pressed:text-accent forced-colors:aria-pressed:bg-[Highlight] noscript:hidden`}
        >
          <Icon name="history" isAlone />
          <span className="sm:max-xl:sr-only">History</span>
        </button>
        <a href={kiosk} aria-label="Kiosk" aria-keyshortcuts="k" data-tip="Kiosk (K)" className={ICON_TOOL}>
          <Icon name="monitor" isAlone />
        </a>
        <KeySheet keys={loadKeys} className={ICON_TOOL} />
        {isPrivate && (
          <div className="max-sm:hidden">
            <SignOut />
          </div>
        )}
        <Menu icon="ellipsis" label="More" className="sm:hidden">
          <a href={kiosk} className="flex min-h-11 items-center gap-2">
            <Icon name="monitor" isAlone /> Kiosk
          </a>
          {isPrivate && <SignOut />}
        </Menu>
      </div>
      {children}
    </header>
  );
}

const loadKeys = async () => (await import("./wall-keys.ts")).WALL_KEYS;

/** The view that the form says. @param view what is not in the form */
function parseForm(view: View): View {
  const form = document.getElementById(VIEW_FORM);
  if (!(form instanceof HTMLFormElement)) return view;
  const { q, sort, group, only, hide } = parseView(Object.fromEntries(new FormData(form)));
  return { ...view, q, sort, group, only, hide };
}

/** Input before hydration has fired no event here. */
function useTypedBefore(view: View, onChange: (view: View) => void): void {
  const isDone = useRef(false);
  useEffect(() => {
    if (isDone.current) return;
    isDone.current = true;
    const typed = parseForm(view);
    if (viewAddress(typed) !== viewAddress(view)) onChange(typed);
  }, [view, onChange]);
}

/** Takes the focus that the controls of history leave behind. */
function useReturnedFocus(isPast: boolean) {
  const button = useRef<HTMLButtonElement>(null);
  const wasPast = useRef(isPast);
  useEffect(() => {
    if (wasPast.current && !isPast && document.activeElement === document.body)
      button.current?.focus({ preventScroll: true });
    wasPast.current = isPast;
  }, [isPast]);
  return button;
}
