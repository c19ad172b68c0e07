import { expect, test } from "vitest";
import type { LogFields } from "#lib/http/log.ts";
import { createReport } from "#lib/receiver/report.ts";

function createScene() {
  const lines: LogFields[] = [];
  const counts = { hooks: 0 };
  const report = createReport(
    (_event, fields) => void lines.push({ ...fields }),
    () => void (counts.hooks += 1),
  );
  const reject = (delivered: number, signed?: { signedBySecret: number }) =>
    report({ outcome: { rejected: "unauthentic" }, logFields: {}, ...signed }, 401, {
      delivered,
      arrivedAt: performance.now(),
    });
  return { lines, reject, counts };
}

test("logs fifty unsigned hooks a second, and then the number of the others", () => {
  const { lines, reject, counts } = createScene();
  for (let n = 0; n < 200; n++) reject(10_000 + n);
  expect(lines).toHaveLength(50);
  reject(11_000);
  expect(lines.at(-1)).toMatchObject({ outcome: "unauthentic", unlogged: 150 });
  reject(11_001);
  expect(lines.at(-1)?.unlogged).toBeUndefined();
  expect(counts.hooks).toBe(202);
});

test("logs every signed hook", () => {
  const { lines, reject } = createScene();
  for (let n = 0; n < 200; n++) reject(10_000, { signedBySecret: 1 });
  expect(lines).toHaveLength(200);
});
