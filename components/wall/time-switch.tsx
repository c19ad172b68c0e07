"use client";

import { useEffect, useRef } from "react";
import { isShortcut } from "./keys.ts";
import { Icon } from "#components/ui/icon.tsx";

/** The way back in time, by button and by key. @param isReturn whether somebody has just come from there, whose place this is */
export function TimeSwitch({ isReturn, onGo }: { isReturn: boolean; onGo: () => void }) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isReturn) button.current?.focus({ preventScroll: true });
  }, [isReturn]);
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.key === "p" && !isShortcut(event)) onGo();
    }
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [onGo]);
  return (
    <button
      ref={button}
      type="button"
      aria-keyshortcuts="p"
      onClick={onGo}
      className="cursor-pointer rounded-md border border-edge bg-card px-2.5 py-1.5 noscript:hidden"
    >
      <Icon name="history" /> Back in time
    </button>
  );
}
