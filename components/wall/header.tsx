"use client";

import { useEffect, useRef, useState, type ReactNode } from "react";
import { createPortal } from "react-dom";
import { useShortcuts } from "#components/ui/use-shortcut.ts";
import type { SectionCounts } from "#lib/model/section.ts";
import { parseView, SIZES, viewAddress, type View } from "#lib/model/view.ts";
import { Chips } from "./chips.tsx";
import { moveToTiles } from "./focus.ts";
import { FITTED_WIDTH, SEARCH_FIELD, SWITCHES, VIEW_FORM, writeSize } from "./header-parts.ts";
import { onUse } from "./on-use.tsx";
import type { SwitchesProps } from "./view-switches.tsx";

const ViewSwitches = onUse<SwitchesProps>(() =>
  import("./view-switches.tsx").then((code) => code.ViewSwitches),
);
const WallKeys = onUse<{ turn: number }>(() => import("./wall-keys.tsx").then((code) => code.WallKeys));

type HeaderProps = {
  view: View;
  counts: SectionCounts | null;
  /** What the server has rendered: `HeaderSearch` and `HeaderTools`. They do nothing by themselves. */
  search: ReactNode;
  tools: ReactNode;
  withHidden: boolean;
  onWithHidden: (withHidden: boolean) => void;
  onChange: (view: View) => void;
  /** Goes into history, or back to live. */
  onHistory: () => void;
  /** Lies over the page, below the row. */
  children: ReactNode;
};

/** The row above the wall: search, counts, and what changes the view. On a phone, its tools are a bar at the bottom. */
export function Header(props: HeaderProps) {
  const { view, counts, search, tools, withHidden, onWithHidden, onChange, onHistory, children } = props;
  const isPast = view.at !== null;
  const { size } = view;
  const kiosk = viewAddress(view, "/wall");
  const element = useRef<HTMLElement>(null);
  const [turn, setTurn] = useState(0);
  const place = useSwitchesPlace(element);
  const onSize = (next: number | null) => onChange({ ...view, size: next });
  const step = (by: number) => {
    const width = size ?? findTileWidth() ?? FITTED_WIDTH;
    const next = Math.round(width / SIZES.step + by) * SIZES.step;
    onSize(Math.min(SIZES.max, Math.max(SIZES.min, next)));
  };
  const showKeys = () => setTurn(turn + 1);
  useTypedBefore(view, onChange);
  useEffect(() => {
    if (element.current !== null) show(element.current, kiosk, isPast, size);
  }, [kiosk, isPast, size]);
  useReturnedFocus(element, isPast);
  useShortcuts({
    "/": () => document.getElementById(SEARCH_FIELD)?.focus(),
    "?": showKeys,
    k: () => location.assign(kiosk),
    v: () => element.current?.querySelector("summary")?.click(),
    // In history, these are keys of the timeline.
    ...(isPast ? {} : { p: onHistory, "-": () => step(-1), "+": () => step(1), "0": () => onSize(null) }),
  });
  return (
    <header
      ref={element}
      onChange={({ target }) => {
        if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return;
        if (target.type === "range") onSize(Number(target.value));
        else if (target.form?.id === VIEW_FORM) onChange(parseForm(view));
      }}
      onSubmit={(event) => {
        if (event.target instanceof HTMLElement && event.target.id === VIEW_FORM) event.preventDefault();
      }}
      onKeyDown={(event) => {
        const isSearch = event.target instanceof HTMLElement && event.target.id === SEARCH_FIELD;
        if (event.key !== "ArrowDown" || !isSearch) return;
        event.preventDefault();
        moveToTiles();
      }}
      onClick={({ target }) => {
        const button = target instanceof Element ? target.closest<HTMLElement>("[data-do]") : null;
        if (button?.dataset.do === "history") onHistory();
        if (button?.dataset.do === "keys") showKeys();
        if (button?.dataset.do === "close") button.closest("details")?.removeAttribute("open");
      }}
      className="wall-header"
    >
      {search}
      <Chips view={view} onChange={onChange} counts={counts} />
      <div data-past={isPast || undefined} className="wall-bar">
        {tools}
      </div>
      {place !== null &&
        createPortal(<ViewSwitches {...{ size, onSize, withHidden, onWithHidden }} />, place)}
      {turn > 0 && <WallKeys turn={turn} />}
      <div className="absolute inset-x-0 top-full">{children}</div>
    </header>
  );
}

/** Writes what has changed into what the server has rendered. */
function show(header: HTMLElement, kiosk: string, isPast: boolean, size: number | null): void {
  for (const link of header.querySelectorAll("[data-kiosk]")) link.setAttribute("href", kiosk);
  header.querySelector("[data-do=history]")?.setAttribute("aria-pressed", String(isPast));
  for (const slider of header.querySelectorAll<HTMLInputElement>("[type=range]")) {
    slider.value = String(size ?? FITTED_WIDTH);
    slider.setAttribute("aria-valuetext", writeSize(size));
  }
  // Messages are above the bar of a phone.
  document.documentElement.toggleAttribute("data-bar", !isPast);
}

/** The place of the switches once the View menu was opened. Loads what closes menus. */
function useSwitchesPlace(header: { current: HTMLElement | null }): HTMLElement | null {
  const [place, setPlace] = useState<HTMLElement | null>(null);
  useEffect(() => {
    const element = header.current;
    const onToggle = ({ target }: Event) => {
      if (!(target instanceof HTMLDetailsElement) || !target.open) return;
      setPlace(document.getElementById(SWITCHES));
      import("./menus.ts").then(
        ({ closeOnLeave }) => closeOnLeave(target),
        // Its button closes it.
        () => undefined,
      );
    };
    element?.addEventListener("toggle", onToggle, true);
    return () => element?.removeEventListener("toggle", onToggle, true);
  }, [header]);
  return place;
}

/** The width of the tiles that are shown, in px of a screen whose text is not enlarged, as the slider has it. */
function findTileWidth(): number | null {
  const tile = document.querySelector(".wall-grid > [data-tile]");
  return tile && (tile.clientWidth * 16) / parseFloat(getComputedStyle(document.documentElement).fontSize);
}

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
function useReturnedFocus(header: { current: HTMLElement | null }, isPast: boolean): void {
  const wasPast = useRef(isPast);
  useEffect(() => {
    if (wasPast.current && !isPast && document.activeElement === document.body)
      header.current?.querySelector<HTMLElement>("[data-do=history]")?.focus({ preventScroll: true });
    wasPast.current = isPast;
  }, [header, isPast]);
}
