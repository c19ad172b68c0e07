"use client";

import { useEffect, useRef } from "react";
import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { useShortcuts } from "#components/ui/use-shortcut.ts";

/** Goes back in time. @param isReturn moves the focus here, for a viewer who has just left the past */
export function TimeSwitch({ isReturn, onGo }: { isReturn: boolean; onGo: () => void }) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isReturn) button.current?.focus({ preventScroll: true });
  }, [isReturn]);
  useShortcuts({ p: onGo });
  return (
    <Button ref={button} aria-keyshortcuts="p" onClick={onGo} className="noscript:hidden">
      <Icon name="history" /> Back in time
    </Button>
  );
}
