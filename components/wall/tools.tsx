"use client";

import { useEffect, useRef } from "react";
import { isShortcut, moveToTiles } from "./keys.ts";
import { parseView, viewAddress, type View } from "./view.ts";

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
        className={`${FIELD} min-w-0 flex-1 basis-full placeholder:text-quiet sm:max-w-sm sm:basis-40`}
      />
      {/* Of what was, only names are known: what is live or new now stays in the form, out of sight. */}
      <span className={view.at === null ? "contents" : "hidden"}>
        <Choice name="state" label="State" value={view.state} options={STATES} />
        <Choice name="sort" label="Order" value={view.sort} options={SORTS} />
      </span>
      {view.at !== null && <input type="hidden" name="at" value={new Date(view.at).toISOString()} />}
      <Choice name="group" label="Tiles" value={view.group} options={GROUPS} />
      <Choice name="size" label="Size" value={view.size} options={SIZES} />
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
};
const SORTS = { name: "By name", newest: "Newest first", live: "Live first" };
const GROUPS = { source: "Every source", stream: "One per stream" };
const SIZES = { fit: "Fit the screen", small: "Small", large: "Large" };

function Choice(props: { name: string; label: string; value: string; options: Record<string, string> }) {
  return (
    <select
      name={props.name}
      aria-label={props.label}
      defaultValue={props.value}
      className={`${FIELD} max-sm:flex-1 max-sm:basis-[40%]`}
    >
      {Object.entries(props.options).map(([value, text]) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </select>
  );
}
