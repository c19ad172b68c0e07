import { useEffect, useState } from "react";
import { createRoot, type Root } from "react-dom/client";
import type { ToastAction } from "./toast.tsx";

/** Long enough to read it and to reach its button. */
const SHOWN_MS = 8_000;

type Toast = { readonly text: string; readonly action: ToastAction | undefined };

let root: Root | null = null;
let lastText: string | null = null;

/** Shows a message in place of the last one. */
export function show(text: string, action?: ToastAction): void {
  lastText = text;
  if (root === null) {
    const place = document.createElement("div");
    document.body.append(place);
    root = createRoot(place);
  }
  // A new object, so that the same message shown again begins anew.
  root.render(<Toaster toast={{ text, action }} />);
}

/** Ends a message, if it is the last one. */
export function end(text: string): void {
  if (text === lastText) root?.render(<Toaster toast={null} />);
}

/** @param toast null once the last one was ended: the place stays, so that screen readers notice the next one */
function Toaster({ toast }: { toast: Toast | null }) {
  const [ended, setEnded] = useState<Toast | null>(null);
  const [isHeld, setIsHeld] = useState(false);
  useEffect(() => {
    if (isHeld) return;
    const timer = setTimeout(() => setEnded(toast), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [toast, isHeld]);
  const isShown = toast !== null && ended !== toast;
  // A message that goes under the pointer or with the focus tells nothing of it, and would hold the next one for ever.
  if (isHeld && !isShown) setIsHeld(false);
  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-0 bottom-[max(1rem,var(--toast-bottom,0px))] z-40 grid justify-items-center px-4"
    >
      {isShown && (
        <div
          // A message under the pointer or with the focus stays.
          onPointerEnter={() => setIsHeld(true)}
          onPointerLeave={() => setIsHeld(false)}
          onFocus={() => setIsHeld(true)}
          onBlur={() => setIsHeld(false)}
          className="pointer-events-auto flex min-h-11 items-center gap-3 rounded-xl border border-edge bg-ink px-4 py-1 text-sm text-page shadow-xl motion-safe:animate-[appear_120ms_ease-out]"
        >
          <span>{toast.text}</span>
          {toast.action !== undefined && (
            <button
              type="button"
              onClick={() => {
                toast.action?.run();
                setEnded(toast);
              }}
              className="-me-2 min-h-9 rounded-lg px-2 font-semibold underline focus-visible:outline-page pointer-coarse:min-h-11"
            >
              {toast.action.label}
            </button>
          )}
        </div>
      )}
    </div>
  );
}
