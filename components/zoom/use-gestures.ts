import {
  useEffect,
  useEffectEvent,
  useRef,
  type DOMAttributes,
  type PointerEvent,
  type RefObject,
} from "react";
import type { Point } from "./geometry.ts";

/** Points count from the centre of the element, in pixels of the screen. */
export type Gestures = {
  readonly onPan: (by: Point) => void;
  readonly onPinch: (before: readonly [Point, Point], after: readonly [Point, Point]) => void;
  readonly onWheel: (factor: number, about: Point) => void;
  readonly onDoubleTap: (about: Point) => void;
};

const DOUBLE_TAP = { ms: 400, distance: 30 };
/** A finger that lies still moves by as much. */
const STILL_DISTANCE = 8;
/** One notch of a wheel is about 100 px. A pinch on a touchpad reports small steps, with Ctrl. */
const WHEEL_FACTOR = { wheel: 0.0025, pinch: 0.01 };
const LINE_PX = 40;

/** Reads drags, pinches, double taps and the wheel on an element. Mice, pens and fingers do the same. */
export function useGestures(
  element: RefObject<HTMLElement | null>,
  gestures: Gestures,
): DOMAttributes<HTMLElement> {
  const pointers = useRef(new Map<number, Point>());
  const start = useRef<Point | null>(null);
  const lastTap = useRef({ at: -Infinity, x: 0, y: 0 });

  const onWheel = useEffectEvent((event: WheelEvent) => {
    event.preventDefault();
    const delta = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PX : 1);
    const speed = event.ctrlKey ? WHEEL_FACTOR.pinch : WHEEL_FACTOR.wheel;
    if (element.current !== null) gestures.onWheel(Math.exp(-delta * speed), toPoint(event, element.current));
  });
  useEffect(() => {
    const own = element.current;
    // React's listeners are passive, so that they cannot keep the page from zooming.
    own?.addEventListener("wheel", onWheel, { passive: false });
    return () => own?.removeEventListener("wheel", onWheel);
  }, [element]);

  function onTap(point: Point, at: number) {
    const isSecond =
      at - lastTap.current.at < DOUBLE_TAP.ms && isNear(point, lastTap.current, DOUBLE_TAP.distance);
    lastTap.current = { ...point, at: isSecond ? -Infinity : at };
    if (isSecond) gestures.onDoubleTap(point);
  }

  function release(event: PointerEvent<HTMLElement>, isTap: boolean) {
    if (!pointers.current.delete(event.pointerId)) return;
    if (isTap && start.current !== null) onTap(start.current, event.timeStamp);
    start.current = null;
  }

  return {
    onPointerDown(event) {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      const point = toPoint(event, event.currentTarget);
      start.current = pointers.current.size === 0 ? point : null;
      pointers.current.set(event.pointerId, point);
    },
    onPointerMove(event) {
      const before = pointers.current.get(event.pointerId);
      if (before === undefined) return;
      const point = toPoint(event, event.currentTarget);
      if (start.current !== null && isNear(point, start.current, STILL_DISTANCE)) return;
      start.current = null;
      pointers.current.set(event.pointerId, point);
      const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1];
      if (other === undefined) gestures.onPan({ x: point.x - before.x, y: point.y - before.y });
      else gestures.onPinch([before, other], [point, other]);
    },
    onPointerUp: (event) => release(event, true),
    onPointerCancel: (event) => release(event, false),
  };
}

function toPoint({ clientX, clientY }: { clientX: number; clientY: number }, element: HTMLElement): Point {
  const { left, top, width, height } = element.getBoundingClientRect();
  const toPixels = (px: number) => px * devicePixelRatio;
  return { x: toPixels(clientX - left - width / 2), y: toPixels(clientY - top - height / 2) };
}

function isNear(a: Point, b: Point, distance: number): boolean {
  return Math.hypot(a.x - b.x, a.y - b.y) <= distance * devicePixelRatio;
}
