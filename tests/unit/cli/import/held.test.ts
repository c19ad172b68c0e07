import { expect, test } from "vitest";
import { divide } from "../../../../cli/import/held.ts";
import type { Step } from "../../../../cli/import/plan.ts";

const stepOf = (key: string): Step => ({
  from: { key, bytes: 10 },
  frame: { stream: { account: "ZG6NWV", name: "cam" }, feed: "f", time: 1 },
  to: `frames/${key}`,
});

test("of what is to be brought in, what the bucket has is told from what it has otherwise and what it lacks", () => {
  const [a, b, c] = [stepOf("a"), stepOf("b"), stepOf("c")];
  const held = new Map([
    ["frames/a", 10],
    ["frames/b", 9],
    ["frames/of-another-stream", 10],
  ]);
  expect(divide([a, b, c], held)).toEqual({ present: [a], conflict: [b], rest: [c] });
});
