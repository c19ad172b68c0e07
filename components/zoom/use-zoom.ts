import { useEffect, useState, type RefObject } from "react";
import { fitView, keepInFrame, panBy, pinch, withSize, zoomAbout } from "./geometry.ts";
import type { Framed, Point, Size, View } from "./geometry.ts";

/** A view that the viewer chose, and the size of the picture that it was of. */
type Chosen = { readonly view: View; readonly size: Size };

/** What a viewer sees of a picture in a frame: all of it, until they choose otherwise. */
export function useZoom(element: RefObject<HTMLElement | null>, { width, height }: Size) {
  const frame = useSize(element);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const framed: Framed = { picture: { width, height }, frame };
  const toView = (of: Chosen | null) =>
    of === null ? fitView(framed) : keepInFrame(withSize(of.view, of.size, framed.picture), framed);
  const view = toView(chosen);
  const change = (to: (view: View) => View) =>
    setChosen((before) => {
      const next = to(toView(before));
      const isFit = Math.abs(next.scale / fitView(framed).scale - 1) < 0.01;
      return isFit ? null : { view: next, size: framed.picture };
    });
  const { scale } = view;
  const ratio = globalThis.devicePixelRatio;
  return {
    framed,
    scale,
    isFit: chosen === null,
    fit: () => setChosen(null),
    pan: (by: Point) => change((before) => panBy(before, by, framed)),
    scaleTo: (to: number, about: Point) => change((before) => zoomAbout(before, to, about, framed)),
    scaleBy: (by: number, about: Point) =>
      change((before) => zoomAbout(before, before.scale * by, about, framed)),
    pinch: (before: readonly [Point, Point], after: readonly [Point, Point]) =>
      change((of) => pinch(of, before, after, framed)),
    /** Where the picture lies in the element, in CSS pixels. */
    place: {
      width: (width * scale) / ratio,
      height: (height * scale) / ratio,
      x: ((frame.width - width * scale) / 2 + view.x) / ratio,
      y: ((frame.height - height * scale) / 2 + view.y) / ratio,
    },
  };
}

/** The size of an element in pixels of the screen. */
function useSize(element: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 1, height: 1 });
  useEffect(() => {
    const own = element.current;
    if (own === null) return;
    const measure = () =>
      setSize({ width: own.clientWidth * devicePixelRatio, height: own.clientHeight * devicePixelRatio });
    const observer = new ResizeObserver(measure);
    observer.observe(own);
    return () => observer.disconnect();
  }, [element]);
  return size;
}
