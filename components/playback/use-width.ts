import { useEffect, useState, type RefObject } from "react";

/** Before the first measurement. */
const USUAL_PX = 1_000;

/** The width of an element in CSS pixels. */
export function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(USUAL_PX);
  useEffect(() => {
    const target = element.current;
    if (target === null) return;
    const observer = new ResizeObserver(() => setWidth(target.clientWidth || USUAL_PX));
    observer.observe(target);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
