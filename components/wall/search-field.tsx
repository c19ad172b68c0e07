"use client";

import { useRef } from "react";
import { Icon } from "#components/ui/icon.tsx";
import { useShortcuts } from "#components/ui/use-shortcut.ts";
import { MAX_SEARCH_LENGTH } from "#lib/model/parameters.ts";
import type { View } from "#lib/model/view.ts";
import { moveToTiles } from "./focus.ts";

/** The form of the view: its other fields are in the View menu. */
export const VIEW_FORM = "view";
/** The id of the field, for the label in the phone's bar. */
export const SEARCH_FIELD = "search";

/** The search. It has a fixed width, and stands before everything that changes while one types. */
export function SearchField({ view }: { view: View }) {
  const field = useRef<HTMLInputElement>(null);
  useShortcuts({ "/": () => field.current?.focus() });
  return (
    <form
      id={VIEW_FORM}
      role="search"
      action="/"
      onSubmit={(event) => event.preventDefault()}
      data-filled={view.q === "" ? undefined : ""}
      className="wall-search relative max-sm:order-last max-sm:w-full max-sm:pb-2 sm:w-28 sm:shrink-0 md:w-44 lg:w-62"
    >
      <span className="pointer-events-none absolute inset-y-0 left-3 grid content-center text-quiet max-sm:bottom-2">
        <Icon name="search" />
      </span>
      <input
        ref={field}
        id={SEARCH_FIELD}
        type="search"
        name="q"
        aria-label="Search streams"
        aria-keyshortcuts="/"
        placeholder="Search streams"
        autoComplete="off"
        maxLength={MAX_SEARCH_LENGTH}
        defaultValue={view.q}
        onKeyDown={moveToTiles}
        className="peer h-9 w-full rounded-lg border border-transparent bg-well ps-9 pe-2 text-sm text-ellipsis placeholder:text-quiet pointer-coarse:h-11 pointer-coarse:text-base"
      />
      <kbd
        aria-hidden
        className="pointer-events-none absolute top-2 right-2 hidden rounded border border-edge px-1.5 font-sans text-xs/4.5 text-quiet peer-focus:hidden peer-placeholder-shown:lg:block keyless:hidden"
      >
        /
      </kbd>
      {/* What the address says beyond this form, for a reader without script. */}
      {view.state !== "all" && <input type="hidden" name="state" value={view.state} />}
      {view.size !== null && <input type="hidden" name="size" value={view.size} />}
      {view.at !== null && <input type="hidden" name="at" value={new Date(view.at).toISOString()} />}
    </form>
  );
}
