import { useEffect, useRef, useState, type DOMAttributes } from "react";

/** Whoever only passes over a tile, or through it by key, does not look at it. */
const DELAY_MS = 500;
/** Before the browser thinks that its menu is meant. */
const PRESS_MS = 350;

/**
 * Whether a viewer looks at one thing: by the pointer, the keyboard's focus or a long press. Never for those who asked for
 * less motion or less data.
 */
export function useWatched(): readonly [boolean, DOMAttributes<HTMLElement>] {
  const [isWatched, setIsWatched] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const isPress = useRef(false);
  const hasLooked = useRef(false);
  useEffect(() => () => clearTimeout(timer.current), []);

  function begin(delayMs: number) {
    clearTimeout(timer.current);
    hasLooked.current = false;
    if (!mayMove()) return;
    timer.current = setTimeout(() => {
      hasLooked.current = true;
      setIsWatched(true);
    }, delayMs);
  }
  function end() {
    clearTimeout(timer.current);
    setIsWatched(false);
  }
  return [
    isWatched,
    {
      onPointerEnter: ({ pointerType }) => {
        if (pointerType === "mouse") begin(DELAY_MS);
      },
      onPointerLeave: end,
      onPointerDown: ({ pointerType }) => {
        isPress.current = pointerType === "touch";
        if (isPress.current) begin(PRESS_MS);
      },
      onPointerCancel: end,
      onFocus: ({ target }) => {
        if (target.matches(":focus-visible")) begin(DELAY_MS);
      },
      onBlur: end,
      // A long press looks, and opens neither a menu nor the link.
      onContextMenu: (event) => {
        if (isPress.current && hasLooked.current) event.preventDefault();
      },
      onClickCapture: (event) => {
        if (isPress.current && hasLooked.current) event.preventDefault();
      },
    },
  ];
}

function mayMove(): boolean {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  return connection?.saveData !== true && !matchMedia("(prefers-reduced-motion: reduce)").matches;
}
