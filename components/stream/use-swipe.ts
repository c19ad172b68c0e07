import { useEffect, useEffectEvent } from "react";

/** The least distance of a swipe. */
const SWIPE_PX = 80;
const SCROLLS_SIDEWAYS = "ol, input, textarea, dialog, [role=slider], [data-drags]";

/** Reports swipes that neither scroll, drag nor zoom. */
export function useSwipe(onSwipe: (direction: "left" | "right") => void): void {
  const report = useEffectEvent(onSwipe);
  useEffect(() => {
    let start: Touch | null = null;
    function onTouchStart({ touches, target }: TouchEvent) {
      const isZoomed = (visualViewport?.scale ?? 1) > 1;
      const isFree = !isZoomed && target instanceof Element && target.closest(SCROLLS_SIDEWAYS) === null;
      start = isFree && touches.length === 1 ? (touches[0] ?? null) : null;
    }
    function onTouchEnd({ changedTouches: [end] }: TouchEvent) {
      if (start === null || end === undefined) return;
      const [across, down] = [end.clientX - start.clientX, end.clientY - start.clientY];
      start = null;
      if (Math.abs(across) > SWIPE_PX && Math.abs(across) > 2 * Math.abs(down))
        report(across < 0 ? "left" : "right");
    }
    addEventListener("touchstart", onTouchStart, { passive: true });
    addEventListener("touchend", onTouchEnd, { passive: true });
    return () => {
      removeEventListener("touchstart", onTouchStart);
      removeEventListener("touchend", onTouchEnd);
    };
  }, []);
}
