import { describe, expect, test } from "vitest";
import { ADVICE } from "../../../../cli/doctor/advice/index.ts";
import { finding, format, groupEqual, pass, summarise } from "../../../../cli/doctor/finding.ts";

describe("a report", () => {
  const disabled = finding("webhook-disabled", "webhook 7");
  const wide = finding("keys-wide", "all");

  test("fails when a finding fails, and counts each state", () => {
    const all = [pass("store", "it answers"), disabled, wide];
    expect(summarise(all)).toMatchObject({ ok: false, says: "ok: 1, WARN: 1, FAIL: 1, skip: 0" });
    expect(summarise([wide]).ok).toBe(true);
  });

  test("prints foreign text without control characters", () => {
    const line = format(finding("feeds-silent", "ZG6NWV/\x1b[2J\u202ecleared\r\n"));
    expect(line.split("\n")[0]).toMatch(/ZG6NWV\/\\u\{1b\}\[2J\\u\{202e\}cleared\\u\{d\}\\u\{a\}$/);
  });

  test("prints the meaning and remedy of equal findings once", () => {
    const [first, second] = [
      finding("permission-missing", "put log/"),
      finding("permission-missing", "put feeds/"),
    ];
    expect(groupEqual([first, pass("store", "a"), second, pass("store", "b")])).toMatchObject([
      [{ says: "put log/" }, { says: "put feeds/" }],
      [{ says: "a" }],
      [{ says: "b" }],
    ]);
    const text = format(first, second);
    expect(text.split("\n").map((line) => line.trim())).toEqual([
      "FAIL  permissions     put log/",
      "put feeds/",
      ADVICE["permission-missing"].means,
      `-> ${ADVICE["permission-missing"].todo}  [permission-missing]`,
    ]);
  });

  test("prints the remedy", () => {
    expect(format(disabled)).toContain(ADVICE["webhook-disabled"].todo);
  });
});
