import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { drawCoverage, drawFaults, FAULT_KINDS, markAt, type Mark } from "#components/playback/marks.ts";

const STRETCH = { from: 0, to: 100_000 };
const WIDTH = 500;
const kind = fc.constantFrom(...FAULT_KINDS);
const faults = fc.array(
  fc
    .tuple(kind, fc.integer({ min: -20_000, max: 110_000 }), fc.integer({ min: 1, max: 20_000 }))
    .map(([of, from, length]): Mark => ({ kind: of, span: [from, from + length] })),
  { maxLength: 40 },
);

describe("the faults of a timeline", () => {
  test("are each at least 3 px wide, in order, and narrow ones lie 3 px apart", () => {
    fc.assert(
      fc.property(faults, (marks) => {
        const drawn = drawFaults(marks, STRETCH, WIDTH);
        for (const [place, one] of drawn.entries()) {
          expect(one.width).toBeGreaterThanOrEqual(3);
          expect(one.left).toBeGreaterThanOrEqual(0);
          const next = drawn[place + 1];
          if (next !== undefined && (one.width <= 3 || next.width <= 3))
            expect(next.left - (one.left + one.width)).toBeGreaterThanOrEqual(3);
        }
      }),
    );
  });

  test("are all told: none is lost in its neighbours, and the most severe is seen", () => {
    fc.assert(
      fc.property(faults, (marks) => {
        const drawn = drawFaults(marks, STRETCH, WIDTH);
        for (const { kind: own, span } of marks.filter(
          (mark) => mark.span[1] > 0 && mark.span[0] < 100_000,
        )) {
          const over = drawn.find(
            (one) => one.span[0] <= span[0] && one.span[1] >= span[1] && moreSevere(one.kind, own),
          );
          expect(over).toBeDefined();
        }
      }),
    );
    function moreSevere(a: (typeof FAULT_KINDS)[number], b: Mark["kind"]): boolean {
      return FAULT_KINDS.indexOf(a) <= FAULT_KINDS.findIndex((one) => one === b);
    }
  });

  test("become one where they are many", () => {
    const marks = Array.from({ length: 10 }, (_, n): Mark => ({
      kind: n === 4 ? "black" : "damaged",
      span: [n * 300, n * 300 + 100],
    }));
    expect(drawFaults(marks, STRETCH, WIDTH)).toMatchObject([{ kind: "black", span: [0, 2_800] }]);
  });
});

test("the coverage has no marks for times off air", () => {
  const marks: Mark[] = [
    { kind: "on", span: [0, 50_000] },
    { kind: "offline", span: [50_000, 90_000] },
    { kind: "unknown", span: [90_000, 200_000] },
  ];
  expect(drawCoverage(marks, STRETCH, WIDTH)).toMatchObject([
    { kind: "on", left: 0, width: 250 },
    { kind: "unknown", left: 450, width: 50 },
  ]);
});

test("a moment has the most severe mark of those around it", () => {
  const marks: Mark[] = [
    { kind: "on", span: [0, 50_000] },
    { kind: "frozen", span: [10_000, 20_000] },
    { kind: "black", span: [15_000, 16_000] },
  ];
  expect([5_000, 12_000, 15_500, 60_000].map((at) => markAt(marks, at))).toEqual([
    "on",
    "frozen",
    "black",
    null,
  ]);
  expect(markAt(marks, 9_500, 1_000)).toBe("frozen");
});
