// Where an enlarged picture lies. All lengths are pixels of the screen; points count from the centre of the frame.

export type Point = { readonly x: number; readonly y: number };
export type Size = { readonly width: number; readonly height: number };

/** The centre of the picture, and the pixels of the screen for one of the picture: 1 is 100 %. */
export type View = Point & { readonly scale: number };

/** A picture in a frame. */
export type Framed = { readonly picture: Size; readonly frame: Size };

const MAX_SCALE = 8;

/** The view that shows all of the picture as large as the frame allows. */
export function fitView({ picture, frame }: Framed): View {
  return { x: 0, y: 0, scale: Math.min(frame.width / picture.width, frame.height / picture.height) };
}

/** The view at another scale that leaves a point of the picture where it is, if the limits allow. */
export function zoomAbout(view: View, scale: number, about: Point, framed: Framed): View {
  const fit = fitView(framed).scale;
  const next = clamp(scale, Math.min(fit, 1), Math.max(fit, MAX_SCALE));
  const by = next / view.scale;
  const toCentre = (at: number, centre: number) => at + (centre - at) * by;
  return keepInFrame({ scale: next, x: toCentre(about.x, view.x), y: toCentre(about.y, view.y) }, framed);
}

export function panBy(view: View, by: Point, framed: Framed): View {
  return keepInFrame({ ...view, x: view.x + by.x, y: view.y + by.y }, framed);
}

/** The view after two fingers moved: what was under each stays there, except for a rotation. */
export function pinch(
  view: View,
  before: readonly [Point, Point],
  after: readonly [Point, Point],
  framed: Framed,
): View {
  const [from, to] = [middle(before), middle(after)];
  const by = distance(after) / Math.max(1, distance(before));
  return panBy(
    zoomAbout(view, view.scale * by, from, framed),
    { x: to.x - from.x, y: to.y - from.y },
    framed,
  );
}

/** The scale that a double click leads to: the true size, or twice the fitted one where that is about the same. */
export function enlargedScale(framed: Framed): number {
  const { scale } = fitView(framed);
  return scale < 0.8 ? 1 : 2 * scale;
}

/** The same view of a picture of another size, as of a preview that its original replaces. */
export function withSize(view: View, before: Size, after: Size): View {
  return { ...view, scale: (view.scale * before.width) / after.width };
}

/** No edge of the picture comes further into the frame than it must. */
export function keepInFrame({ scale, x, y }: View, { picture, frame }: Framed): View {
  const reach = (length: number, room: number) => Math.max(0, (length * scale - room) / 2);
  const across = reach(picture.width, frame.width);
  const down = reach(picture.height, frame.height);
  return { scale, x: clamp(x, -across, across), y: clamp(y, -down, down) };
}

function middle([a, b]: readonly [Point, Point]): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}

function distance([a, b]: readonly [Point, Point]): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(Math.max(value, min), max);
}
