import { expect, test } from "vitest";
import { createLog, type LogFields } from "#lib/http/log.ts";
import type { Rejection } from "#lib/receiver/outcome.ts";
import { createReport } from "#lib/receiver/report.ts";

function createScene() {
  const lines: LogFields[] = [];
  const clock = { ms: 0 };
  const counts = { hooks: 0 };
  const log = createLog({
    write: (line) => lines.push(JSON.parse(line) as LogFields),
    now: () => 0,
    elapsed: () => clock.ms,
  });
  const report = createReport(log, () => void (counts.hooks += 1));
  const reject = (rejected: Rejection["rejected"], signed?: { signedBySecret: number }) =>
    report({ outcome: { rejected }, logFields: {}, ...signed }, 401, {
      delivered: 0,
      arrivedAt: performance.now(),
    });
  return { lines, reject, counts, clock };
}

test("logs fifty unsigned hooks at once, and then the number of the others", () => {
  const { lines, reject, counts, clock } = createScene();
  for (let n = 0; n < 200; n++) reject("unauthentic");
  expect(lines).toHaveLength(50);
  clock.ms = 1_000;
  reject("unauthentic");
  expect(lines.at(-1)).toMatchObject({ event: "hook", outcome: "unauthentic", unlogged: 150 });
  reject("too-large");
  expect(lines.at(-1)?.unlogged).toBeUndefined();
  expect(counts.hooks).toBe(202);
});

test("logs a signed hook and a failure of the store during a flood", () => {
  const { lines, reject } = createScene();
  for (let n = 0; n < 200; n++) reject("unauthentic");
  for (let n = 0; n < 200; n++) reject("bad-event", { signedBySecret: 1 });
  reject("store");
  expect(lines).toHaveLength(251);
});

test("logs thousands of signed hooks at once, but not any number", () => {
  const { lines, reject } = createScene();
  for (let n = 0; n < 6_000; n++) reject("bad-event", { signedBySecret: 1 });
  expect(lines).toHaveLength(5_000);
});
