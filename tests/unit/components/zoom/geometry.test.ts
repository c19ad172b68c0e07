import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  enlargedScale,
  fitView,
  keepInFrame,
  panBy,
  pinch,
  type Point,
  withSize,
  zoomAbout,
  type Framed,
  type View,
} from "#components/zoom/geometry.ts";

const length = fc.integer({ min: 100, max: 8_000 });
const size = fc.record({ width: length, height: length });
const framed: fc.Arbitrary<Framed> = fc.record({ picture: size, frame: size });
const offset = fc.integer({ min: -10_000, max: 10_000 });
const point = fc.record({ x: offset, y: offset });
const scale = fc.double({ min: 0.001, max: 50, noNaN: true });

/** A view that a viewer can have, and where. */
const viewed = fc.tuple(framed, scale, point, point).map(([at, to, about, by]) => ({
  at,
  view: panBy(zoomAbout(fitView(at), to, about, at), by, at),
}));

/** The point of the picture, from its centre, at a point of the frame. */
function under(view: View, at: Point): Point {
  return { x: (at.x - view.x) / view.scale, y: (at.y - view.y) / view.scale };
}

function expectClose(a: Point, b: Point) {
  expect(a.x).toBeCloseTo(b.x, 4);
  expect(a.y).toBeCloseTo(b.y, 4);
}

const HD = { picture: { width: 1280, height: 720 }, frame: { width: 640, height: 480 } };

describe("an enlarged picture", () => {
  test("begins as large as the frame allows", () => {
    expect(fitView(HD)).toEqual({ x: 0, y: 0, scale: 0.5 });
  });

  test("keeps a point under the pointer", () => {
    const view = zoomAbout(fitView(HD), 2, { x: 100, y: -50 }, HD);
    expect(view.scale).toBe(2);
    expect(under(view, { x: 100, y: -50 })).toEqual({ x: 200, y: -100 });
  });

  test("keeps the point under the pointer wherever the edges allow it", () => {
    fc.assert(
      fc.property(viewed, scale, point, ({ at, view }, to, about) => {
        const next = zoomAbout(view, to, about, at);
        // Without the edges' limit, which moves a picture only along an axis.
        const by = next.scale / view.scale;
        const free = { x: about.x + (view.x - about.x) * by, y: about.y + (view.y - about.y) * by };
        for (const axis of ["x", "y"] as const)
          if (keepInFrame({ ...free, scale: next.scale }, at)[axis] === free[axis])
            expect(under(next, about)[axis]).toBeCloseTo(under(view, about)[axis], 4);
      }),
    );
  });

  test("never leaves the frame, and shows no gap that it could fill", () => {
    fc.assert(
      fc.property(viewed, ({ at: { picture, frame }, view }) => {
        for (const [place, side] of [
          ["x", "width"],
          ["y", "height"],
        ] as const) {
          const half = (picture[side] * view.scale) / 2;
          const [start, end] = [view[place] - half, view[place] + half];
          const [left, right] = [-frame[side] / 2, frame[side] / 2];
          if (2 * half <= frame[side]) expect(view[place]).toBeCloseTo(0, 6);
          else {
            expect(start).toBeLessThanOrEqual(left + 1e-6);
            expect(end).toBeGreaterThanOrEqual(right - 1e-6);
          }
        }
      }),
    );
  });

  test("is never smaller than the frame and the true size allow, nor larger than 8 times", () => {
    fc.assert(
      fc.property(viewed, ({ at, view }) => {
        const fit = fitView(at).scale;
        expect(view.scale).toBeGreaterThanOrEqual(Math.min(fit, 1));
        expect(view.scale).toBeLessThanOrEqual(Math.max(fit, 8));
      }),
    );
  });

  test("comes back to the fitted view when it is made small enough", () => {
    fc.assert(
      fc.property(viewed, point, ({ at, view }, about) => {
        const fit = fitView(at);
        const back = zoomAbout(view, fit.scale, about, at);
        expect(back.scale).toBeCloseTo(fit.scale, 9);
        expectClose(back, fit);
      }),
    );
  });

  test("is moved back by the opposite move", () => {
    const view = zoomAbout(fitView(HD), 4, { x: 0, y: 0 }, HD);
    expect(panBy(panBy(view, { x: 30, y: -20 }, HD), { x: -30, y: 20 }, HD)).toEqual(view);
  });

  test("follows two fingers", () => {
    const view = zoomAbout(fitView(HD), 1, { x: 0, y: 0 }, HD);
    const [left, right] = [
      { x: -50, y: 0 },
      { x: 50, y: 0 },
    ];
    const [toLeft, toRight] = [
      { x: -90, y: 10 },
      { x: 110, y: 10 },
    ];
    const next = pinch(view, [left, right], [toLeft, toRight], HD);
    expect(next.scale).toBe(2);
    expectClose(under(next, toLeft), under(view, left));
    expectClose(under(next, toRight), under(view, right));
  });

  test("is doubled where its true size is about the fitted one", () => {
    expect(enlargedScale(HD)).toBe(1);
    expect(enlargedScale({ ...HD, frame: HD.picture })).toBe(2);
    expect(enlargedScale({ ...HD, frame: { width: 2560, height: 1440 } })).toBe(4);
  });

  test("looks the same when its original replaces its preview", () => {
    const preview = { width: 480, height: 270 };
    const view = { x: 12, y: 5, scale: 4 };
    const after = withSize(view, preview, HD.picture);
    expect([after.x, after.y, after.scale * HD.picture.width]).toEqual([12, 5, 4 * preview.width]);
  });
});
