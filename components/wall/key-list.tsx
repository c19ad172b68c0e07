"use client";

import { useEffect, useRef } from "react";
import { Dialog } from "#components/ui/dialog.tsx";

export type KeyListProps = {
  keys: readonly (readonly [key: string, meaning: string])[];
  /** Opens it whenever it changes. */
  turn: number;
};

/** A dialog with the keys of a page. */
export function KeyList({ keys, turn }: KeyListProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), [turn]);
  return (
    <Dialog ref={dialog} title="Keyboard shortcuts" width="w-184">
      <dl className="gap-x-8 md:columns-2">
        {keys.map(([key, meaning]) => (
          <div key={key} className="flex break-inside-avoid items-baseline gap-3 pb-2.5">
            <dt className="w-24 shrink-0">
              <kbd className="rounded-md border border-edge bg-well px-2 py-0.5 font-sans text-sm">{key}</kbd>
            </dt>
            <dd className="text-sm text-quiet">{meaning}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
