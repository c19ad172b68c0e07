import { expect, test } from "vitest";
import { UsageError } from "../../../cli/dispatch/dispatch.ts";
import { parseOptions } from "../../../cli/setup/options.ts";

test.each([
  [["--skip-bucket", "--keep-frames", "7"], "--skip-bucket leaves no use for --keep-frames"],
  [
    ["--keep-latest", "forever", "--skip-bucket", "--keep-previews", "9"],
    "--skip-bucket leaves no use for --keep-previews, --keep-latest",
  ],
  [["--skip-provider", "--create-token", "wall"], "--skip-provider leaves no use for --create-token"],
  [["--skip-provider", "--token", "12"], "--skip-provider leaves no use for --token"],
  [["--skip-provider", "--all-tokens"], "--skip-provider leaves no use for --all-tokens"],
  [["--policies", "--keep-frames", "7"], "--policies leaves no use for --keep-frames"],
  [["--policies", "--vercel"], "--policies leaves no use for --vercel"],
  [["--stream", "stage"], "it goes with --create-token"],
])("setup %j asks for what would come to nothing, and is told so", (args, message) => {
  expect(() => parseOptions(args)).toThrow(UsageError);
  expect(() => parseOptions(args)).toThrow(message);
});

test.each([
  [["--skip-bucket", "--create-token", "wall", "--stream", "stage"]],
  [["--skip-provider", "--keep-frames", "7"]],
  [["--policies", "--bucket", "wall", "--region", "cn-north-1"]],
  [[]],
])("setup %j is fine", (args) => {
  expect(parseOptions(args)).not.toBeNull();
});
