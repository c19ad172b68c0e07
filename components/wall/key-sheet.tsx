"use client";

import { useEffect, useRef } from "react";
import { Icon } from "#components/ui/icon.tsx";
import { Sheet } from "#components/ui/dialog.tsx";
import { isShortcut } from "./keys.ts";

/** The keys of a page, on ? and behind a button. @param keys each with what it does */
export function KeySheet({ keys }: { keys: readonly (readonly [key: string, meaning: string])[] }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.key === "?" && !isShortcut(event)) dialog.current?.showModal();
    }
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-keyshortcuts="?"
        onClick={() => dialog.current?.showModal()}
        className="cursor-pointer rounded-md border border-edge bg-card px-2.5 py-1.5 noscript:hidden keyless:hidden"
      >
        <Icon name="keyboard" /> Keys
      </button>
      <Sheet sheet={dialog} labelledBy="keys-title" width="w-96">
        <h2 id="keys-title" className="mb-4 text-lg font-semibold">
          Keys
        </h2>
        <dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-5 gap-y-2.5">
          {keys.map(([key, meaning]) => (
            <div key={key} className="contents">
              <dt>
                <kbd className="rounded-md border border-edge bg-screen px-2 py-0.5 font-sans text-sm">
                  {key}
                </kbd>
              </dt>
              <dd className="text-quiet">{meaning}</dd>
            </div>
          ))}
        </dl>
        <form method="dialog" className="mt-6 text-end">
          <button className="cursor-pointer rounded-md border border-edge bg-card px-4 py-1.5">Close</button>
        </form>
      </Sheet>
    </>
  );
}
