"use client";

import type { ReactNode, RefObject } from "react";

type SheetProps = {
  /** To open it: `showModal()`. */
  sheet: RefObject<HTMLDialogElement | null>;
  /** The id of what names it. */
  labelledBy: string;
  width: string;
  children: ReactNode;
};

/** A dialog that holds the focus; Escape and a click beside it close it, and touch nothing of what lies below. */
export function Sheet({ sheet, labelledBy, width, children }: SheetProps) {
  return (
    <dialog
      ref={sheet}
      aria-labelledby={labelledBy}
      // A click beside the sheet is a click on the dialog itself.
      onClick={(event) => {
        if (event.target === sheet.current) sheet.current.close();
      }}
      className={`m-auto max-w-[calc(100vw-2rem)] rounded-xl border border-edge bg-card text-start text-ink shadow-xl backdrop:bg-black/60 ${width}`}
    >
      <div className="p-6">{children}</div>
    </dialog>
  );
}
