import { useRef, useState, type DOMAttributes, type MouseEvent, type RefObject } from "react";
import { useHydrated } from "#components/ui/use-hydrated.ts";

/** What a viewer first used on a tile. */
export type FirstUse = { readonly by: "pointer" | "focus" | "touch"; readonly isPressed: RefObject<boolean> };

/** Where components/compare/selection.ts keeps the tiles that were chosen, as JSON. */
const COMPARED = "livewall-compared";

/**
 * Detects that a viewer begins to use a tile, which then loads the code for what they may do. A click with Shift chooses it
 * to be compared.
 */
export function useUsed(id: string): readonly [FirstUse | null, DOMAttributes<HTMLElement>] {
  const [by, setBy] = useState<FirstUse["by"] | null>(null);
  const isPressed = useRef(false);
  const release = () => {
    isPressed.current = false;
  };
  return [
    by === null ? null : { by, isPressed },
    {
      onPointerEnter: ({ pointerType }) => {
        if (pointerType === "mouse") setBy((first) => first ?? "pointer");
      },
      onPointerDown: ({ pointerType }) => {
        isPressed.current = true;
        if (pointerType === "touch") setBy((first) => first ?? "touch");
      },
      onPointerUp: release,
      onPointerLeave: release,
      onPointerCancel: release,
      onFocus: () => setBy((first) => first ?? "focus"),
      onClick: (event) => choose(event, id),
    },
  ];
}

/** Here and not in the code that is loaded on use: until that is there, the browser would open a window. */
function choose(event: MouseEvent, id: string): void {
  const isLink = event.target instanceof Element && event.target.matches(".tile-link");
  if (!event.shiftKey || !isLink) return;
  event.preventDefault();
  import("#components/compare/selection.ts").then(
    ({ toggleCompared }) => toggleCompared(id),
    () => undefined,
  );
}

/** Tells if tiles were chosen to be compared before this page was loaded. */
export function useHasChosen(): boolean {
  return useHydrated() && hasChosen();
}

function hasChosen(): boolean {
  try {
    return (sessionStorage.getItem(COMPARED) ?? "[]") !== "[]";
  } catch {
    return false;
  }
}
