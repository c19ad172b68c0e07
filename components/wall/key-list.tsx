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
    <Dialog ref={dialog} title="Keyboard shortcuts" width="w-96">
      <dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-5 gap-y-2.5">
        {keys.map(([key, meaning]) => (
          <div key={key} className="contents">
            <dt>
              <kbd className="rounded-md border border-edge bg-well px-2 py-0.5 font-sans text-sm">{key}</kbd>
            </dt>
            <dd className="text-quiet">{meaning}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
