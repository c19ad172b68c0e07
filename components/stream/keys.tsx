"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { isShortcut } from "#components/wall/keys.ts";
import { tellGoing } from "./navigation.ts";

type HistoryKeysProps = {
  earlier: string | null;
  later: string | null;
  newest: string;
  /** Whether the page shows what is now, and goes on with it. */
  isNow: boolean;
};

/** Steps through the history with the arrow keys; Home goes back to now. Keeps the shown frame in sight. */
export function HistoryKeys({ earlier, later, newest, isNow }: HistoryKeysProps) {
  const router = useRouter();
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      // The slider has its own steps, and says when a key was one of them.
      if (event.defaultPrevented || isShortcut(event)) return;
      const keys: Record<string, string | null> = { ArrowLeft: earlier, ArrowRight: later, Home: newest };
      const address = keys[event.key] ?? null;
      if (address === null) return;
      event.preventDefault();
      tellGoing(address);
      router.replace(address, { scroll: false });
    }
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [router, earlier, later, newest]);
  useEffect(() => {
    // Sideways only: the page itself must not move.
    const current = document.querySelector<HTMLElement>("ol [aria-current=true]");
    const strip = current?.closest("ol");
    // Whoever looks through the frames is not called away by one that comes.
    if (isNow && strip?.matches(":hover")) return;
    if (current && strip) {
      const { left, width } = current.getBoundingClientRect();
      strip.scrollLeft += left + width / 2 - strip.getBoundingClientRect().left - strip.clientWidth / 2;
    }
  });
  return null;
}
