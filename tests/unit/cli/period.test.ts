import { expect, test } from "vitest";
import { parseLength, parseTime, toPeriod } from "../../../cli/period.ts";

const NOW = Date.UTC(2026, 10, 23, 12);
const HOUR_MS = 3_600_000;

const parse = ({ last, from, to }: { last?: string; from?: string; to?: string }) =>
  toPeriod(
    {
      ...(last === undefined ? {} : { last: parseLength(last) }),
      ...(from === undefined ? {} : { from: parseTime(from) }),
      ...(to === undefined ? {} : { to: parseTime(to) }),
    },
    NOW,
  );

test.each([
  [{ last: "12h" }, NOW - 12 * HOUR_MS, NOW],
  [{ last: "2w" }, NOW - 336 * HOUR_MS, NOW],
  [{ last: "30m", to: "2026-11-01T01:00Z" }, Date.UTC(2026, 10, 1, 0, 30), Date.UTC(2026, 10, 1, 1)],
  [{ from: "2026-11-01" }, Date.UTC(2026, 10, 1), NOW],
  [{ from: "2026-11-01T10:00:00+02:00", to: "2026-11-02" }, Date.UTC(2026, 10, 1, 8), Date.UTC(2026, 10, 2)],
])("parses the period %j", (given, from, to) => expect(parse(given)).toEqual({ from, to }));

test.each([
  [{}, "--last"],
  [{ last: "1h", from: "2026-11-01" }, "--last"],
  [{ last: "0h" }, "length"],
  [{ last: "5" }, "length"],
  [{ from: "yesterday" }, "time"],
  [{ from: "2026-13-01" }, "time"],
  [{ from: "1" }, "time"],
  [{ from: "2026-11-02", to: "2026-11-01" }, "ends before"],
])("rejects the period %j", (given, why) => expect(() => parse(given)).toThrow(why));
