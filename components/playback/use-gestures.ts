import { useEffect, useEffectEvent, useRef, useState, type PointerEvent, type RefObject } from "react";
import type { Stretch } from "./moments.ts";
import { atFraction, pan, pinch, zoom, type Bounds } from "./scale.ts";

type GestureParts = {
  readonly element: RefObject<HTMLElement | null>;
  readonly stretch: Stretch;
  readonly bounds: Bounds;
  readonly onStretch: (stretch: Stretch) => void;
  /** A mouse is pressed or dragged, or a finger is dragged or lifted. */
  readonly onMove: (time: number) => void;
};

/** Two fingers, and where they began. */
type Pinch = { readonly stretch: Stretch; readonly before: readonly [number, number] };

/** How far a finger may slip, as a part of the width, before it drags. */
const SLIP = 0.02;
/** A notch of a wheel, 100 px, makes a stretch by a fifth longer. */
const PER_PX = Math.log(1.2) / 100;
/** Firefox counts in lines. */
const LINE_PX = 33;

/**
 * Moves and zooms a timeline: one pointer moves the moment, a wheel and two fingers zoom, a wheel sideways pans.
 *
 * @returns where a pointer is, from 0 to 1; null while none is over the timeline
 */
export function useGestures({ element, stretch, bounds, onStretch, onMove }: GestureParts) {
  const [pointer, setPointer] = useState<number | null>(null);
  const down = useRef(new Map<number, number>());
  const pinched = useRef<Pinch | null>(null);
  /** Where a finger came down that has not moved yet. */
  const rested = useRef<number | null>(null);

  const onWheel = useEffectEvent((event: WheelEvent) => {
    event.preventDefault();
    const unit = event.deltaMode === 1 ? LINE_PX : 1;
    const [across, along] = [event.deltaX * unit, event.deltaY * unit];
    const { width } = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const isSideways = Math.abs(across) > Math.abs(along) || event.shiftKey;
    if (isSideways) {
      const px = across === 0 ? along : across;
      onStretch(pan(stretch, (px / width) * (stretch.to - stretch.from), bounds));
    } else {
      const anchor = atFraction(toPart(event), stretch);
      onStretch(zoom(stretch, Math.exp(along * PER_PX), anchor, bounds));
    }
  });
  // React's own handler is passive, and could not keep the page from scrolling.
  useEffect(() => {
    const target = element.current;
    target?.addEventListener("wheel", onWheel, { passive: false });
    return () => target?.removeEventListener("wheel", onWheel);
  }, [element]);

  const fingers = () => [...down.current.values()].slice(0, 2) as [number, number];
  const release = (event: PointerEvent) => {
    down.current.delete(event.pointerId);
    // The finger that stays longer must not choose a moment.
    if (down.current.size === 0) pinched.current = null;
    if (event.pointerType !== "mouse") setPointer(null);
  };
  return {
    pointer,
    handlers: {
      onPointerDown(event: PointerEvent) {
        if (event.button !== 0) return;
        const part = toPart(event);
        event.currentTarget.setPointerCapture(event.pointerId);
        down.current.set(event.pointerId, part);
        if (down.current.size === 2) {
          pinched.current = { stretch, before: fingers() };
          setPointer(null);
        } else if (down.current.size === 1) {
          setPointer(part);
          // A second finger may follow: one finger chooses a moment once it moves, or is lifted.
          rested.current = event.pointerType === "touch" ? part : null;
          if (rested.current === null) onMove(atFraction(part, stretch));
        }
      },
      onPointerMove(event: PointerEvent) {
        const part = toPart(event);
        const isDown = down.current.has(event.pointerId);
        if (isDown) down.current.set(event.pointerId, part);
        if (pinched.current !== null) {
          const { stretch: start, before } = pinched.current;
          if (isDown && down.current.size > 1) onStretch(pinch(start, before, fingers(), bounds));
          return;
        }
        setPointer(part);
        if (!isDown || Math.abs(part - (rested.current ?? Infinity)) < SLIP) return;
        rested.current = null;
        onMove(atFraction(part, stretch));
      },
      onPointerUp(event: PointerEvent) {
        const isTap = event.pointerType === "touch" && down.current.has(event.pointerId);
        if (isTap && pinched.current === null) onMove(atFraction(toPart(event), stretch));
        release(event);
      },
      onPointerCancel: release,
      onPointerLeave: () => setPointer(null),
    },
  };
}

/** Where a pointer is in the width of its element, from 0 to 1. */
function toPart(event: { clientX: number; currentTarget: EventTarget | null }): number {
  const { left, width } = (event.currentTarget as HTMLElement).getBoundingClientRect();
  return Math.min(1, Math.max(0, (event.clientX - left) / width));
}
