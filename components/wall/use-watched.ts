import { useEffect, useRef, useState, type DOMAttributes } from "react";

/** Shorter visits by pointer or key do not count. */
const DELAY_MS = 500;
/** Shorter than the delay of the browser's menu. */
const PRESS_MS = 350;

/**
 * Detects a viewer who looks at a tile: by pointer, focus or long press. It never does for viewers who asked for reduced
 * motion or reduced data.
 */
export function useWatched(): readonly [boolean, DOMAttributes<HTMLElement>] {
  const [isWatched, setIsWatched] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const isPress = useRef(false);
  const hasWatched = useRef(false);
  useEffect(() => () => clearTimeout(timer.current), []);

  function start(delayMs: number) {
    clearTimeout(timer.current);
    hasWatched.current = false;
    if (!allowsMotion()) return;
    timer.current = setTimeout(() => {
      hasWatched.current = true;
      setIsWatched(true);
    }, delayMs);
  }
  function stop() {
    clearTimeout(timer.current);
    setIsWatched(false);
  }
  /** A long press opens neither a menu nor the link. */
  function preventAfterPress(event: Pick<Event, "preventDefault">) {
    if (isPress.current && hasWatched.current) event.preventDefault();
  }
  return [
    isWatched,
    {
      onPointerEnter: ({ pointerType }) => {
        if (pointerType === "mouse") start(DELAY_MS);
      },
      onPointerLeave: stop,
      onPointerDown: ({ pointerType }) => {
        isPress.current = pointerType === "touch";
        if (isPress.current) start(PRESS_MS);
      },
      onPointerCancel: stop,
      onFocus: ({ target }) => {
        if (target.matches(":focus-visible")) start(DELAY_MS);
      },
      onBlur: stop,
      onContextMenu: preventAfterPress,
      onClickCapture: preventAfterPress,
    },
  ];
}

function allowsMotion(): boolean {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  return connection?.saveData !== true && !matchMedia("(prefers-reduced-motion: reduce)").matches;
}
