import { expect, test } from "vitest";
import { createReport } from "#lib/receiver/report.ts";

type Line = Record<string, unknown>;

function reporting() {
  const lines: Line[] = [];
  let counted = 0;
  const report = createReport({
    log: (_event, fields) => void lines.push({ ...fields }),
    onHook: () => void (counted += 1),
  });
  const refuse = (delivered: number, signed?: { signedBySecret: number }) =>
    report({ outcome: { rejected: "unauthentic" }, logFields: {}, ...signed }, 401, {
      delivered,
      at: performance.now(),
    });
  return { lines, refuse, counted: () => counted };
}

test("of a flood that nobody signed, fifty lines a second are written, and the next one says how many were not", () => {
  const { lines, refuse, counted } = reporting();
  for (let n = 0; n < 200; n++) refuse(10_000 + n);
  expect(lines).toHaveLength(50);
  refuse(11_000);
  expect(lines.at(-1)).toMatchObject({ outcome: "unauthentic", unlogged: 150 });
  refuse(11_001);
  expect(lines.at(-1)?.unlogged).toBeUndefined();
  expect(counted()).toBe(202);
});

test("what was signed has a line each, however much it is", () => {
  const { lines, refuse } = reporting();
  for (let n = 0; n < 200; n++) refuse(10_000, { signedBySecret: 1 });
  expect(lines).toHaveLength(200);
});
