"use client";

import { useEffect, useId, useRef } from "react";
import { Icon } from "#components/ui/icon.tsx";
import { isShortcut, moveToTiles } from "./keys.ts";
import { choicesIn, parseView, viewAddress, type View } from "./view.ts";

function viewOf(form: HTMLFormElement): View {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string") query.set(name, value);
  }
  return parseView(query);
}

const FIELD = "rounded-md border border-edge bg-card px-2.5 py-1.5 text-ink";

/** Search, filter, order and size. A plain form: without JavaScript, Enter sends it. */
export function Tools({ view, onChange }: { view: View; onChange: (view: View) => void }) {
  const search = useRef<HTMLInputElement>(null);
  const isTaken = useRef(false);
  const sheet = useId();
  const choices = choicesIn(view);
  useEffect(() => {
    // What was typed before this code ran told nobody.
    const form = search.current?.form ?? null;
    if (isTaken.current || form === null) return;
    isTaken.current = true;
    const typed = viewOf(form);
    if (viewAddress(typed) !== viewAddress(view)) onChange(typed);
  }, [view, onChange]);
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.key !== "/" || isShortcut(event)) return;
      event.preventDefault();
      search.current?.focus();
    }
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  return (
    <form
      role="search"
      action="/"
      className="contents"
      onChange={(event) => {
        onChange(viewOf(event.currentTarget));
      }}
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
        defaultValue={view.q}
        onKeyDown={moveToTiles}
        className={`${FIELD} min-w-0 flex-1 basis-[60%] placeholder:text-quiet sm:max-w-sm sm:basis-40`}
      />
      {view.at !== null && <input type="hidden" name="at" value={new Date(view.at).toISOString()} />}
      {/* On a phone, the pictures come first, and these from below when they are asked for. */}
      <button type="button" popoverTarget={sheet} className={`${FIELD} sm:hidden`}>
        <Icon name="sliders-horizontal" /> View{choices > 0 && ` (${choices})`}
      </button>
      <div
        id={sheet}
        popover="auto"
        className="size-full flex-col bg-transparent max-sm:open:flex sm:contents"
      >
        {/* A tap beside a popover would go through to what lies below. */}
        <button
          type="button"
          popoverTarget={sheet}
          popoverTargetAction="hide"
          aria-label="Close"
          className="grow bg-black/60 sm:hidden"
        />
        <div className="grid grid-cols-2 gap-3 bg-card p-4 pb-8 text-start sm:contents">
          {/* Of what was, only names are known: what is live or new now stays in the form, out of sight. */}
          <span className={view.at === null ? "contents" : "hidden"}>
            <Choice name="state" label="State" value={view.state} options={STATES} />
            <Choice name="sort" label="Order" value={view.sort} options={SORTS} />
          </span>
          <Choice name="group" label="Tiles" value={view.group} options={GROUPS} />
          <Choice name="size" label="Size" value={view.size} options={SIZES} />
        </div>
      </div>
      <noscript>
        <button className={FIELD}>Show</button>
      </noscript>
    </form>
  );
}

const STATES = {
  all: "All states",
  attention: "Needs attention",
  live: "Live",
  stalled: "Stalled",
  offline: "Offline",
  black: "Black",
  frozen: "Frozen",
  damaged: "Damaged",
};
const SORTS = { name: "By name", newest: "Newest first", live: "Live first" };
const GROUPS = { source: "Every source", stream: "One per stream" };
const SIZES = { fit: "Fit the screen", small: "Small", large: "Large" };

function Choice(props: { name: string; label: string; value: string; options: Record<string, string> }) {
  return (
    <label className="max-sm:grid max-sm:gap-1 sm:contents">
      <span className="text-sm text-quiet sm:sr-only">{props.label}</span>
      <select name={props.name} defaultValue={props.value} className={FIELD}>
        {Object.entries(props.options).map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
}
