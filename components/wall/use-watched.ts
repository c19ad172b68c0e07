import { useEffect, useRef, useState, type DOMAttributes } from "react";

/** Shorter visits by pointer or key do not count. */
const DELAY_MS = 500;
/** Shorter than the delay of the browser's menu. */
const PRESS_MS = 350;

/** After a long press a browser may click what is under the finger. */
const CLICK_MS = 50;

type Watched = {
  readonly isWatched: boolean;
  /** A pointer or the focus has been on the tile. */
  readonly isUsed: boolean;
  readonly watching: DOMAttributes<HTMLElement>;
};

/**
 * Detects a viewer who looks at a tile: by pointer, focus or long press, but never one who asked for reduced motion or
 * reduced data. A long press opens neither a menu of the browser nor the link.
 *
 * @param onChoose a click with Shift
 * @param onPress the end of a long press
 */
export function useWatched(onChoose: () => void, onPress: () => void): Watched {
  const [isWatched, setIsWatched] = useState(false);
  const [isUsed, setIsUsed] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const press = useRef<"none" | "touch" | "long">("none");
  useEffect(() => () => clearTimeout(timer.current), []);

  function start(delayMs: number) {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      if (press.current === "touch") press.current = "long";
      setIsWatched(allowsMotion());
    }, delayMs);
  }
  function stop() {
    clearTimeout(timer.current);
    setIsWatched(false);
  }
  return {
    isWatched,
    isUsed,
    watching: {
      onPointerEnter: ({ pointerType }) => {
        if (pointerType !== "mouse") return;
        setIsUsed(true);
        start(DELAY_MS);
      },
      onPointerLeave: stop,
      onPointerDown: ({ pointerType }) => {
        press.current = pointerType === "touch" ? "touch" : "none";
        if (pointerType === "touch") start(PRESS_MS);
      },
      onPointerUp: () => {
        if (press.current === "long") setTimeout(onPress, CLICK_MS);
      },
      onPointerCancel: stop,
      onFocus: ({ target }) => {
        setIsUsed(true);
        if (target.matches(":focus-visible")) start(DELAY_MS);
      },
      onBlur: stop,
      onContextMenu: (event) => {
        if (press.current !== "none") event.preventDefault();
      },
      onClickCapture: (event) => {
        const isChoice =
          event.shiftKey && event.target instanceof Element && event.target.matches(".tile-link");
        if (isChoice) onChoose();
        if (isChoice || press.current === "long") event.preventDefault();
        press.current = "none";
      },
    },
  };
}

function allowsMotion(): boolean {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  return connection?.saveData !== true && !matchMedia("(prefers-reduced-motion: reduce)").matches;
}
