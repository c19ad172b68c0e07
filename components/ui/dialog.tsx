"use client";

import { useId, type ReactNode, type RefObject } from "react";

type DialogProps = {
  /** Opens it by `showModal()`. */
  ref: RefObject<HTMLDialogElement | null>;
  title: string;
  width: string;
  children: ReactNode;
};

/** A modal dialog. Escape and a click outside close it. */
export function Dialog({ ref, title, width, children }: DialogProps) {
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
      </div>
    </dialog>
  );
}
