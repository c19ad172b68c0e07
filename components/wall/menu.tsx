"use client";

import { useEffect, useRef, type ReactNode } from "react";
import { Icon, type IconName } from "#components/ui/icon.tsx";
import { useShortcuts } from "#components/ui/use-shortcut.ts";
import { BAR_TOOL } from "./tool.ts";

type MenuProps = {
  icon: IconName;
  label: string;
  /** The key that opens it. */
  shortcut?: string;
  className?: string;
  children: ReactNode;
};

/** A menu under its button, on a phone a sheet above the bar. It opens without script, too. */
export function Menu({ icon, label, shortcut, className = "", children }: MenuProps) {
  const menu = useRef<HTMLDetailsElement>(null);
  const close = () => menu.current?.removeAttribute("open");
  const toggle = () => menu.current?.querySelector("summary")?.click();
  useShortcuts(shortcut === undefined ? {} : { [shortcut]: toggle });
  useEffect(() => {
    const onPointer = ({ target }: PointerEvent) => {
      if (target instanceof Node && menu.current?.contains(target) === false) close();
    };
    addEventListener("pointerdown", onPointer);
    return () => removeEventListener("pointerdown", onPointer);
  }, []);
  return (
    <details
      ref={menu}
      className={`group/menu sm:relative ${className}`}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !event.currentTarget.open) return;
        event.preventDefault();
        close();
        event.currentTarget.querySelector("summary")?.focus();
      }}
      onBlur={({ currentTarget, relatedTarget }) => {
        if (relatedTarget !== null && !currentTarget.contains(relatedTarget)) close();
      }}
    >
      <summary
        aria-keyshortcuts={shortcut}
        className={`${BAR_TOOL} list-none group-open/menu:text-accent [&::-webkit-details-marker]:hidden`}
      >
        <Icon name={icon} isAlone />
        <span className="sm:max-xl:sr-only">{label}</span>
      </summary>
      {/* A tap beside the sheet must not reach what lies there. */}
      <button
        type="button"
        aria-label="Close"
        onClick={close}
        className="fixed inset-0 -z-10 bg-black/50 sm:hidden noscript:hidden"
      />
      <div className="max-h-[calc(var(--spacing-window)-8rem)] overflow-y-auto border-edge bg-surface p-4 shadow-xl max-sm:fixed max-sm:inset-x-0 max-sm:bottom-14 max-sm:-z-10 max-sm:rounded-t-xl max-sm:border-t sm:absolute sm:top-full sm:right-0 sm:mt-2 sm:w-76 sm:rounded-xl sm:border">
        {children}
      </div>
    </details>
  );
}
