import { expect, test } from "vitest";
import { writeMarks } from "#components/compare/use-coverages.ts";

const stretch = { from: 0, to: 1_000_000 };

test("all of a lane is unknown until its coverage is read", () => {
  expect(writeMarks(null, stretch)).toEqual([{ kind: "unknown", span: [0, 1_000_000] }]);
});
