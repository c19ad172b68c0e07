"use client";

import { useState } from "react";
import { buttonLook } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { useShortcuts } from "#components/ui/use-shortcut.ts";
import type { KeyListProps } from "./key-list.tsx";
import { onUse } from "./on-use.tsx";

const KeyList = onUse<KeyListProps>(() => import("./key-list.tsx").then((code) => code.KeyList));

/** A button that shows the keys of a page, as `?` does. The list is loaded on use. */
export function KeySheet({ keys }: Pick<KeyListProps, "keys">) {
  const [turn, setTurn] = useState(0);
  const open = () => setTurn(turn + 1);
  useShortcuts({ "?": open });
  return (
    <>
      <button
        type="button"
        aria-label="Shortcuts"
        aria-haspopup="dialog"
        aria-keyshortcuts="?"
        data-tip="Shortcuts (?)"
        onClick={open}
        className={`noscript:hidden keyless:hidden ${buttonLook("small", "quiet")}`}
      >
        <Icon name="keyboard" isAlone />
      </button>
      {turn > 0 && <KeyList keys={keys} turn={turn} />}
    </>
  );
}
