"use client";

import { useId, type ReactNode, type RefObject } from "react";
import { buttonLook } from "./button.tsx";
import { Icon } from "./icon.tsx";

type DialogProps = {
  /** Opens it by `showModal()`. */
  ref: RefObject<HTMLDialogElement | null>;
  title: string;
  width: string;
  /** Buttons at its foot. */
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
      className={`m-auto max-w-[calc(100vw-2rem)] rounded-xl border border-edge bg-surface text-start text-ink shadow-xl backdrop:bg-black/60 ${width}`}
    >
      <div className="p-6">
        <form method="dialog" className="mb-4 flex items-start gap-4">
          <h2 id={id} className="grow text-lg font-semibold">
            {title}
          </h2>
          <button aria-label="Close" className={`-me-2 -mt-1 ${buttonLook("small", "quiet")}`}>
            <Icon name="x" isAlone />
          </button>
        </form>
        {children}
        {actions !== undefined && <div className="mt-6 flex flex-wrap gap-2">{actions}</div>}
      </div>
    </dialog>
  );
}
