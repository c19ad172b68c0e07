"use client";

import { useId, type ReactNode, type RefObject } from "react";
import { Button } from "./button.tsx";

type DialogProps = {
  /** Opens it by `showModal()`. */
  ref: RefObject<HTMLDialogElement | null>;
  title: string;
  width: string;
  /** Buttons beside the one that closes it. */
  actions?: ReactNode;
  children: ReactNode;
};

/** A modal dialog. Escape and a click outside close it. */
export function Dialog({ ref, title, width, actions, children }: DialogProps) {
  const id = useId();
  return (
    <dialog
      ref={ref}
      aria-labelledby={id}
      // Its content fills it, so that only a click on the backdrop has the dialog itself as its target.
      onClick={({ target, currentTarget }) => {
        if (target === currentTarget) currentTarget.close();
      }}
      className={`m-auto max-w-[calc(100vw-2rem)] rounded-xl border border-edge bg-card text-start text-ink shadow-xl backdrop:bg-black/60 ${width}`}
    >
      <div className="p-6">
        <h2 id={id} className="mb-3 text-lg font-semibold">
          {title}
        </h2>
        {children}
        <form method="dialog" className="mt-6 flex flex-wrap gap-2">
          {actions}
          <Button type="submit" size="medium" className="ms-auto">
            Close
          </Button>
        </form>
      </div>
    </dialog>
  );
}
