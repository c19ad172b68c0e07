"use client";

import { useState, type ComponentType } from "react";
import { buttonLook } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { useShortcuts } from "#components/ui/use-shortcut.ts";
import type { KeyList, Keys } from "./key-list.tsx";

type KeySheetProps = {
  /** The keys of a page, or how to load them. */
  keys: Keys | (() => Promise<Keys>);
  /** Of a button with only an icon; else it has its word, too. */
  className?: string;
};

/** A button that shows the keys of a page, as `?` does. The list is loaded on use; if that fails, there is none. */
export function KeySheet({ keys, className }: KeySheetProps) {
  const [shown, setShown] = useState<{ List: ComponentType<Parameters<typeof KeyList>[0]>; keys: Keys }>();
  const [turn, setTurn] = useState(0);
  async function open() {
    try {
      const [list, loaded] = await Promise.all([
        import("./key-list.tsx"),
        typeof keys === "function" ? keys() : keys,
      ]);
      setShown({ List: list.KeyList, keys: loaded });
      setTurn(turn + 1);
    } catch {
      // A press later loads it again.
    }
  }
  useShortcuts({ "?": () => void open() });
  const isAlone = className !== undefined;
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-keyshortcuts="?"
        aria-label="Shortcuts"
        data-tip="Shortcuts (?)"
        onClick={() => void open()}
        className={`noscript:hidden keyless:hidden ${className ?? buttonLook()}`}
      >
        <Icon name="keyboard" isAlone={isAlone} /> {!isAlone && "Shortcuts"}
      </button>
      {shown !== undefined && <shown.List keys={shown.keys} turn={turn} />}
    </>
  );
}
