import { afterAll, expect, test } from "vitest";
import { parseOptions, type SetupOptions } from "../../../../cli/setup/options.ts";
import { Workplace } from "../../../support/command.ts";

const place = new Workplace();
afterAll(() => place.remove());

async function parse(...args: string[]) {
  let options: SetupOptions | null = null;
  const { code, out, err } = await place.run(
    (given, world) => {
      options = parseOptions(given, world);
      return Promise.resolve(0);
    },
    args,
    {},
  );
  return { code, out, err, options: options as SetupOptions | null };
}

test.each([
  [["--skip-bucket", "--keep-log", "7"], "'--skip-bucket' cannot be used with option '--keep-log"],
  [["--skip-bucket", "--keep-log", "forever"], "'--skip-bucket' cannot be used with option '--keep-log"],
  [
    ["--skip-provider", "--create-token", "a"],
    "'--skip-provider' cannot be used with option '--create-token",
  ],
  [["--skip-provider", "--token", "12"], "'--skip-provider' cannot be used with option '--token"],
  [["--policies", "--keep-previews", "7"], "'--policies' cannot be used with option '--keep-previews"],
  [["--policies", "--vercel"], "'--policies' cannot be used with option '--vercel'"],
  [["--stream", "stage"], "it goes with --create-token"],
  [["--keep-log", "0"], "whole days"],
  [["--keep-log", "a week"], "whole days"],
  [["--keep-log", "1.5"], "whole days"],
  [["--keep-log", "100000"], "whole days"],
])("rejects %j", async (args, message) => {
  const { code, err } = await parse(...args);
  expect([code, err]).toEqual([2, expect.stringContaining(message)]);
});

test.each([
  [["--skip-bucket", "--create-token", "wall", "--stream", "stage"]],
  [["--skip-provider", "--keep-log", "7"]],
  [["--policies", "--bucket", "wall", "--region", "cn-north-1"]],
  [[]],
])("accepts %j", async (args) => expect((await parse(...args)).code).toBe(0));

test("parses days and repeated options", async () => {
  const args = ["--keep-log", "30", "--keep-previews", "forever", "--token", "1", "--token", "2"];
  expect((await parse(...args)).options).toMatchObject({
    keepLog: 30,
    keepPreviews: "forever",
    token: [1, 2],
  });
});

test("prints the price of 30 days in its help", async () => {
  const { out } = await parse("--help");
  expect(out.replaceAll(/\s+/g, " ")).toContain("30 days of originals cost about $0.22 per feed and month");
});
