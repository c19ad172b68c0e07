"use client";

import { useEffect } from "react";
import { GoTo } from "#components/playback/controls.tsx";
import { useShortcuts } from "#components/ui/use-shortcut.ts";
import type { Selection } from "#lib/model/selection.ts";
import { feedAddress } from "#lib/model/routes.ts";
import { useNavigate } from "./navigation.tsx";

type HistoryKeysProps = {
  /** Addresses. */
  earlier: string | undefined;
  later: string | undefined;
  newest: string;
  /** Follows the newest frame. */
  isNow: boolean;
};

/** Steps through the frames by key, and keeps the shown one in sight. */
export function HistoryKeys({ earlier, later, newest, isNow }: HistoryKeysProps) {
  const navigate = useNavigate();
  const go = (address: string | undefined) => address !== undefined && navigate(address);
  useShortcuts({ ArrowLeft: () => go(earlier), ArrowRight: () => go(later), Home: () => go(newest) });
  useEffect(() => {
    // Sideways only: the page itself must not move.
    const current = document.querySelector<HTMLElement>("ol [aria-current=true]");
    const strip = current?.closest("ol");
    // A new frame leaves the strip where the viewer looks through it.
    if (!current || !strip || (isNow && strip.matches(":hover"))) return;
    const { left, width } = current.getBoundingClientRect();
    strip.scrollLeft += left + width / 2 - strip.getBoundingClientRect().left - strip.clientWidth / 2;
  });
  return null;
}

export function GoToMoment({ stream, selection }: { stream: string; selection: Selection }) {
  const navigate = useNavigate();
  return (
    <GoTo step={1} onGo={(at) => navigate(feedAddress(stream, selection, at))} className="noscript:hidden" />
  );
}
