import { useCallback, useEffect, useRef, useState } from "react";
import { showToast } from "#components/ui/toast.tsx";
import { readParameters } from "#lib/model/parameters.ts";
import { hasWrongTime } from "#lib/model/routes.ts";
import { parseSize, parseView, viewAddress, type View } from "#lib/model/view.ts";

/** Browsers allow about three changes of the address in a second; a slider makes more. */
const REST_MS = 200;
const KEY = "livewall-size";

type Entry = "push" | "replace";

/** The view of the page, in its address. The size of tiles is kept in this browser, too. */
export function useView(initial: View) {
  const [view, setView] = useState(initial);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(initial);

  const write = useCallback((next: View, entry: Entry, delayMs = 0) => {
    latest.current = next;
    setView(next);
    clearTimeout(timer.current);
    const save = () => history[entry === "push" ? "pushState" : "replaceState"](null, "", viewAddress(next));
    if (delayMs === 0) save();
    else timer.current = setTimeout(save, delayMs);
  }, []);

  const change = useCallback(
    (next: View) => {
      const isSize = next.size !== latest.current.size;
      if (isSize) storeSize(next.size);
      write(next, "replace", isSize ? REST_MS : 0);
    },
    [write],
  );

  /** Shows a moment; null for now. An entry of the tab's history is for moments to which Back shall lead. */
  const goTo = useCallback(
    (at: number | null, entry: Entry = "replace") => write({ ...latest.current, at }, entry),
    [write],
  );

  useEffect(() => {
    // The server reads an address without what is wrong in it, and so does this page from now on.
    if (hasWrongTime(readParameters(new URLSearchParams(location.search)))) {
      showToast("The time in this link is not valid. Showing the latest pictures.");
      write(latest.current, "replace");
    }
    const stored = readSize();
    if (latest.current.size === null && stored !== null)
      write({ ...latest.current, size: stored }, "replace");
    const onBack = () => {
      latest.current = parseView(readParameters(new URLSearchParams(location.search)));
      setView(latest.current);
    };
    addEventListener("popstate", onBack);
    return () => {
      removeEventListener("popstate", onBack);
      clearTimeout(timer.current);
    };
  }, [write]);
  return { view, change, goTo };
}

function readSize(): number | null {
  try {
    return parseSize(localStorage.getItem(KEY));
  } catch {
    return null;
  }
}

function storeSize(size: number | null): void {
  try {
    if (size === null) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, String(size));
  } catch {
    // Without storage, the address alone keeps it.
  }
}
