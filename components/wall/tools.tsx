"use client";

import { useEffect, useId, useRef } from "react";
import { Button, buttonLook } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Select } from "#components/ui/select.tsx";
import { useShortcuts } from "#components/ui/use-shortcut.ts";
import { moveToTiles } from "./focus.ts";
import { MAX_SEARCH_LENGTH } from "#lib/model/parameters.ts";
import { countOptions, OPTIONS, parseView, viewAddress, type View } from "#lib/model/view.ts";

/** Search, filter, order and size. Without JavaScript it is a plain form. */
export function Tools({ view, onChange }: { view: View; onChange: (view: View) => void }) {
  const search = useRef<HTMLInputElement>(null);
  const isHydrated = useRef(false);
  const sheet = useId();
  const count = countOptions(view);
  useEffect(() => {
    const form = search.current?.form ?? null;
    if (isHydrated.current || form === null) return;
    isHydrated.current = true;
    // Input before hydration has fired no event here.
    const typed = parseForm(form);
    if (viewAddress(typed) !== viewAddress(view)) onChange(typed);
  }, [view, onChange]);
  useShortcuts({ "/": () => search.current?.focus() });
  return (
    <form
      role="search"
      action="/"
      className="contents"
      onChange={(event) => onChange(parseForm(event.currentTarget))}
      onSubmit={(event) => event.preventDefault()}
    >
      <input
        ref={search}
        type="search"
        name="q"
        aria-label="Search streams"
        aria-keyshortcuts="/"
        placeholder="Search ( / )"
        autoComplete="off"
        maxLength={MAX_SEARCH_LENGTH}
        defaultValue={view.q}
        onKeyDown={moveToTiles}
        className={`${buttonLook()} min-w-0 flex-1 basis-[60%] placeholder:text-quiet sm:max-w-sm sm:basis-40`}
      />
      {view.at !== null && <input type="hidden" name="at" value={new Date(view.at).toISOString()} />}
      {/* On a phone, the options are in a popover, to leave the screen to the pictures. */}
      <Button popoverTarget={sheet} className="sm:hidden">
        <Icon name="sliders-horizontal" /> View{count > 0 && ` (${count})`}
      </Button>
      <div
        id={sheet}
        popover="auto"
        className="size-full flex-col bg-transparent max-sm:open:flex sm:contents"
      >
        {/* A tap outside a popover would also reach what lies below. */}
        <button
          type="button"
          popoverTarget={sheet}
          popoverTargetAction="hide"
          aria-label="Close"
          className="grow bg-black/60 sm:hidden"
        />
        <div className="grid grid-cols-2 gap-3 bg-card p-4 pb-8 text-start sm:contents">
          {/* In the past only names are known. The form keeps the options of states for the way back. */}
          <span className={view.at === null ? "contents" : "hidden"}>
            <Choice name="state" label="State" view={view} />
            <Choice name="sort" label="Order" view={view} />
          </span>
          <Choice name="group" label="Tiles" view={view} />
          <Choice name="size" label="Size" view={view} />
        </div>
      </div>
      <noscript>
        <Button type="submit">Show</Button>
      </noscript>
    </form>
  );
}

function parseForm(form: HTMLFormElement): View {
  return parseView(Object.fromEntries(new FormData(form)));
}

function Choice({ name, label, view }: { name: keyof typeof OPTIONS; label: string; view: View }) {
  return (
    <label className="max-sm:grid max-sm:gap-1 sm:contents">
      <span className="text-sm text-quiet sm:sr-only">{label}</span>
      <Select name={name} defaultValue={view[name]} options={Object.entries(OPTIONS[name])} />
    </label>
  );
}
