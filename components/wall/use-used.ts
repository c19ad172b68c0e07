import { useRef, useState, type DOMAttributes, type RefObject } from "react";
import { useHydrated } from "#components/ui/use-hydrated.ts";

/** What a viewer first used on a tile. */
export type FirstUse = { readonly by: "pointer" | "focus" | "touch"; readonly isPressed: RefObject<boolean> };

/** Where components/compare/selection.ts keeps the tiles that were chosen, as JSON. */
const COMPARED = "livewall-compared";

/** Detects that a viewer begins to use a tile, which then loads the code for what they may do. */
export function useUsed(): readonly [FirstUse | null, DOMAttributes<HTMLElement>] {
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
    },
  ];
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
