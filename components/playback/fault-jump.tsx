"use client";

import { useEffect } from "react";
import { Icon } from "#components/ui/icon.tsx";
import { isShortcut } from "#components/wall/keys.ts";

type FaultJumpProps = {
  /** @param by -1 for the previous fault, 1 for the next */
  onJump: (by: -1 | 1) => void;
  className: string;
};

/** Goes to the previous and to the next fault, by button and by key. */
export function FaultJump({ onJump, className }: FaultJumpProps) {
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (isShortcut(event)) return;
      if (event.key === "n") onJump(1);
      if (event.key === "N") onJump(-1);
    }
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [onJump]);
  return (
    <>
      <button
        type="button"
        aria-label="Previous fault"
        aria-keyshortcuts="Shift+n"
        onClick={() => onJump(-1)}
        className={className}
      >
        <Icon name="chevron-left" /> Fault
      </button>
      <button
        type="button"
        aria-label="Next fault"
        aria-keyshortcuts="n"
        onClick={() => onJump(1)}
        className={className}
      >
        Fault <Icon name="chevron-right" />
      </button>
    </>
  );
}
