import { afterAll, describe, expect, test } from "vitest";
import { run as runShare } from "../../../cli/share.ts";
import { parseAccessSettings } from "#lib/settings/settings.ts";
import { newAccessKey } from "#lib/access/key.ts";
import { verifyGrant } from "#lib/access/token.ts";
import { Workplace } from "../../support/command.ts";

const NOW = Date.UTC(2026, 10, 23, 15);
const ENV = { ACCESS: "gated", ACCESS_KEYS: newAccessKey("now"), PUBLIC_URL: "https://wall.example.com/" };
const place = new Workplace();
afterAll(() => place.remove());

const share = (args: string[], env: Record<string, string> = ENV) =>
  place.run((given, world) => runShare(given, world, NOW), args, env);

async function grantOf(link: string) {
  const access = parseAccessSettings(ENV);
  if (access.mode !== "gated") throw new Error("not gated");
  return verifyGrant(link.replace(/^.*#/, ""), access.keys, access.revoked, NOW);
}

describe("share", () => {
  test("prints a link to some streams with its end and id", async () => {
    const { code, out, err } = await share([
      "--streams",
      "acct/show-*, acct/b",
      "--streams",
      "acct/c",
      "--for",
      "12h",
    ]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const [link = "", , says = ""] = out.split("\n");
    expect(link).toMatch(/^https:\/\/wall\.example\.com\/join#[\w-]+\.[\w-]+\.[\w-]+$/);
    const grant = await grantOf(link);
    expect(grant).toMatchObject({ scope: { patterns: { length: 3 } }, until: NOW + 12 * 3_600_000 });
    expect(says).toMatch(
      /^Opens acct\/show-\*, acct\/b, acct\/c until 2026-11-24T03:00:00.000Z\. Its id: [\w-]{12}$/,
    );
    expect(says.endsWith("link" in grant ? grant.link : "?")).toBe(true);
  });

  test("prints an operator's link of seven days as JSON", async () => {
    const { out } = await share(["--all", "--json", "--url", "https://other.example.com"]);
    const { link, ...rest } = JSON.parse(out) as { link: string };
    expect(rest).toEqual({
      id: expect.any(String) as string,
      ends: "2026-11-30T15:00:00.000Z",
      streams: null,
    });
    expect(link).toMatch(/^https:\/\/other\.example\.com\/join#/);
    expect(await grantOf(link)).toMatchObject({ scope: { kind: "everything" } });
  });

  test("prints a link to the maximum of streams", async () => {
    const streams = Array.from({ length: 100 }, (_, n) => `a/${n}`);
    const { out } = await share(["--streams", streams.join()]);
    expect(await grantOf(out.split("\n")[0] ?? "")).toMatchObject({ scope: { patterns: { length: 100 } } });
  });

  test("prints keys that the settings accept", async () => {
    const { out } = await share(["--new-key", "2026-11"], {});
    const access = parseAccessSettings({ ...ENV, ACCESS_KEYS: out.trim() });
    expect(access).toMatchObject({ keys: [{ id: "2026-11" }] });
  });

  test.each<[string, string[], Record<string, string>, RegExp]>([
    ["nothing to open", [], ENV, /--streams PATTERN, or --all/],
    ["an invalid pattern", ["--streams", "acct/a,*"], ENV, /and not "\*"/],
    ["--all with --streams", ["--all", "--streams", "a/b"], ENV, /not both/],
    ["an empty period", ["--all", "--for", "0d"], ENV, /--for/],
    ["more than a year", ["--all", "--for", "53w"], ENV, /366 days/],
    ["an invalid period", ["--all", "--for", "forever"], ENV, /--for/],
    [
      "more bytes than a cookie holds",
      ["--streams", Array.from({ length: 100 }, (_, n) => `acct/${n}-${"x".repeat(40)}`).join()],
      ENV,
      /too many/,
    ],
    [
      "more than 100 streams",
      ["--streams", Array.from({ length: 101 }, (_, n) => `a/${n}`).join()],
      ENV,
      /101 streams are too many for one link: 100 at most/,
    ],
    ["a public wall", ["--all"], { ...ENV, ACCESS: "public" }, /ACCESS is public/],
    ["no address", ["--all"], { ...ENV, PUBLIC_URL: "" }, /where is this Livewall/],
    ["an invalid name of a key", ["--new-key", "a:b"], {}, /--new-key.* must be a name/],
  ])("rejects %s", async (_, args, env, says) => {
    const { code, out, err } = await share(args, env);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(says);
  });

  test.each([{}, { ACCESS: "gated" }, { ...ENV, ACCESS_KEYS: "now:b25l" }])(
    "names the fault of the settings %j",
    async (env) => {
      const { code, out, err } = await share(["--all"], env);
      expect({ code, out }).toEqual({ code: 1, out: "" });
      expect(err).toMatch(/ACCESS/);
      expect(err).not.toMatch(/b25l/);
    },
  );
});
