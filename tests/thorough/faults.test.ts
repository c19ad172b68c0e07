// npm run faults for a few seconds.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const run = promisify(execFile);

/** The cells of the rows of the table at the end. */
function rowsOf(output: string): string[][] {
  const table = output.slice(output.lastIndexOf("| fault between")).trim().split("\n\n")[0] ?? "";
  return table
    .split("\n")
    .slice(2)
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

test("the fault table shows no loss with a store that is killed and one that refuses", async () => {
  const flags = ["--seconds", "2", "--rate", "5"];
  for (const only of ["the store is killed", "503 to all"]) {
    const { stdout } = await run(process.execPath, ["scripts/faults/faults.ts", ...flags, "--only", only]);
    const rows = rowsOf(stdout);
    expect(rows.map(([, spool]) => spool)).toEqual(["no", "yes"]);
    for (const [fault, , sent, acknowledged, , stored, lost] of rows) {
      expect(fault).toContain(only);
      expect(Number(sent)).toBeGreaterThan(5);
      expect(Number(acknowledged)).toBeGreaterThan(0);
      expect(Number(stored)).toBeGreaterThanOrEqual(Number(acknowledged));
      expect(lost).toBe("0");
    }
    // With a spool, everything is acknowledged, whatever the store does.
    expect(rows[1]?.[3]).toBe(rows[1]?.[2]);
    expect(stdout).toContain("Nothing that was acknowledged is lost.");
  }
}, 600_000);

test("an upgrade behind nginx and Caddy loses nothing of all that is sent", async () => {
  const flags = ["--seconds", "1", "--alone", "--only", "is upgraded"];
  const { stdout } = await run(process.execPath, ["scripts/faults/faults.ts", ...flags]);
  const rows = rowsOf(stdout);
  expect(rows.map(([fault = ""]) => /nginx|caddy/.exec(fault)?.[0])).toEqual(["nginx", "caddy"]);
  for (const [, , sent, , , stored, lost] of rows) {
    expect(Number(sent)).toBeGreaterThan(30);
    expect([stored, lost]).toEqual([sent, "0"]);
  }
}, 600_000);
