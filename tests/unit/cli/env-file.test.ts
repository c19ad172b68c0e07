import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseEnv } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readEnvironment } from "#lib/settings/environment.ts";
import { withSettings } from "../../../cli/env-file.ts";

describe("an env file", () => {
  test.each([
    ["", "A=1\n"],
    ["# A=old\n", "# A=old\nA=1\n"],
    ["export A = 'old' # why\n", "export A = 1 # why\n"],
    ["A=old # why\n", "A=1 # why\n"],
    ['A="two\nlines"\nB=2\n', "A=1\nB=2\n"],
    ['B="\nA=not mine\n"\n', 'B="\nA=not mine\n"\nA=1\n'],
    ["A=x\nA=y\n", "A=1\nA=1\n"],
    ["AA=x\nB.A=y\n", "AA=x\nB.A=y\nA=1\n"],
    ["B=2\r\nA=old\r\n", "B=2\nA=1\n"],
  ])("%j becomes %j", (text, edited) => {
    expect(withSettings(text, { A: "1" })).toBe(edited);
  });

  test.each([["two\nlines"], ["$HOME"], ['a"b'], ["a#b"], ["a b"], ["`id`"]])("rejects %j", (value) => {
    expect(() => withSettings("", { A: value })).toThrow("A has characters");
  });

  test("sets values that Next reads, or rejects them", () => {
    const folder = mkdtempSync(path.join(tmpdir(), "livewall-env-file-"));
    const values = fc.oneof(
      fc.stringMatching(/^[aZ09$\\{}"'`# =:/@+,._~!%&*\né-]{1,12}$/),
      fc.stringMatching(/^[\w./:@+=,-]{1,40}$/),
    );
    fc.assert(
      fc.property(
        values,
        fc.constantFrom("", "LW_A=old # why\n", "export LW_A='$B'\nB=2\n"),
        (value, text) => {
          try {
            writeFileSync(path.join(folder, ".env.local"), withSettings(text, { LW_A: value }));
          } catch (error) {
            expect(String(error)).toContain("LW_A has characters that no env file holds safely");
            return;
          }
          expect(readEnvironment(folder).LW_A).toBe(value);
        },
      ),
    );
    rmSync(folder, { recursive: true });
  });

  const line = fc.oneof(
    fc.constantFrom(
      "",
      "# a comment",
      "B=2",
      "export C='3 # 3'",
      'D="4\n4"',
      "E=5 # five",
      "A=old",
      'A="old"',
    ),
    fc.stringMatching(/^#[ -~]*$/),
  );
  test("sets a value, keeps the other lines, and is idempotent", () => {
    fc.assert(
      fc.property(fc.array(line), fc.stringMatching(/^[\w./:@+=,-]+$/), (lines, value) => {
        const text = lines.join("\n");
        const edited = withSettings(text, { A: value });
        expect(parseEnv(edited)).toEqual({ ...parseEnv(text), A: value });
        expect(withSettings(edited, { A: value })).toBe(edited);
        const others = (of: string) => of.split("\n").filter((each) => each !== "" && !each.startsWith("A="));
        expect(others(edited)).toEqual(others(text));
      }),
    );
  });
});
