"use client";

import { useRef } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { useShortcuts } from "#components/ui/use-shortcut.ts";

/** A dialog with the keys of a page. It opens by a button and by `?`. */
export function KeySheet({ keys }: { keys: readonly (readonly [key: string, meaning: string])[] }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const open = () => dialog.current?.showModal();
  useShortcuts({ "?": open });
  return (
    <>
      <Button
        aria-haspopup="dialog"
        aria-keyshortcuts="?"
        onClick={open}
        className="noscript:hidden keyless:hidden"
      >
        <Icon name="keyboard" /> Keys
      </Button>
      <Dialog ref={dialog} title="Keys" width="w-96">
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
      </Dialog>
    </>
  );
}
