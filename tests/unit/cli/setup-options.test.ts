import { expect, test } from "vitest";
import { UsageError } from "../../../cli/dispatch/dispatch.ts";
import { parseOptions, USAGE } from "../../../cli/setup/options.ts";

test.each([
  [["--skip-bucket", "--keep-log", "7"], "--skip-bucket leaves no use for --keep-log"],
  [
    ["--keep-log", "forever", "--skip-bucket", "--keep-previews", "9"],
    "--skip-bucket leaves no use for --keep-log, --keep-previews",
  ],
  [["--skip-provider", "--create-token", "wall"], "--skip-provider leaves no use for --create-token"],
  [["--skip-provider", "--token", "12"], "--skip-provider leaves no use for --token"],
  [["--skip-provider", "--all-tokens"], "--skip-provider leaves no use for --all-tokens"],
  [["--policies", "--keep-log", "7"], "--policies leaves no use for --keep-log"],
  [["--policies", "--vercel"], "--policies leaves no use for --vercel"],
  [["--stream", "stage"], "it goes with --create-token"],
])("setup %j asks for what would come to nothing, and is told so", (args, message) => {
  expect(() => parseOptions(args)).toThrow(UsageError);
  expect(() => parseOptions(args)).toThrow(message);
});

test.each([
  [["--skip-bucket", "--create-token", "wall", "--stream", "stage"]],
  [["--skip-provider", "--keep-log", "7"]],
  [["--policies", "--bucket", "wall", "--region", "cn-north-1"]],
  [[]],
])("setup %j is fine", (args) => {
  expect(parseOptions(args)).not.toBeNull();
});

test("setup takes days, and keeps for ever on demand", () => {
  expect(parseOptions(["--keep-log", "30", "--keep-previews", "forever"])?.retention).toEqual({
    log: 30,
    previews: null,
  });
});

test.each(["0", "-1", "a week", "1.5", "100000"])("setup refuses to keep the log for %s days", (text) => {
  expect(() => parseOptions([`--keep-log=${text}`])).toThrow("--keep-log must be whole days");
});

test("setup's help says what 30 days of the log cost", () => {
  expect(USAGE).toMatch(
    /30 days of\n +originals cost about \$0\.22 per feed and month to store, 7 days \$0\.05/,
  );
});
