import { expect, test } from "vitest";
import { runTool } from "../../../scripts/shared/tool.ts";
import { FIRST } from "../../../scripts/test/steps.ts";

const DEADLINE_MS = 120_000;

test("the command that runs a browser test alone finds its file", { timeout: DEADLINE_MS }, async () => {
  const { alone = "" } = FIRST.flat(2).find(({ name }) => name === "e2e") ?? {};
  const words = alone.split(" ").slice(2);
  const { exitCode, output } = await runTool("playwright", [
    ...words,
    "tests/e2e/essential/kiosk.spec.ts",
    "--list",
  ]);
  expect(output).toMatch(/Total: [1-9]\d* tests? in 1 file/);
  expect(exitCode).toBe(0);
});
