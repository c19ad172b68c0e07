// Whom a gated wall gives a page that was rendered a moment before.
import { describe, expect, test } from "vitest";
import { badCookies, cookieOf, GATED, token } from "../../../support/gate.ts";
import { createStage, textOf } from "./stage.ts";

const HOUR_MS = 3_600_000;
const cookie = async (...options: Parameters<typeof token>) => ({
  cookie: cookieOf(await token(...options)).Cookie,
});

/** A gated wall, whose pages tell for whom they were made. */
function createGatedStage(now = Date.now) {
  const stage = createStage(GATED, now);
  stage.tell = ({ rendering }) => ({ body: JSON.stringify(rendering?.viewer?.scope ?? null) });
  return stage;
}

describe("a page of a gated wall", () => {
  test("is given to links of the same scope alone, in any order of its streams", async () => {
    const { open, asked } = createGatedStage();
    const scopes = [null, ["ZG6NWV/a"], ["ZG6NWV/a", "ZG6NWV/b"], ["ZG6NWV/a*"]];
    const pages = [];
    for (const streams of scopes) pages.push(await open("/", { headers: await cookie({ streams }) }));
    const texts = await Promise.all(pages.map(textOf));
    expect(new Set(texts).size).toBe(scopes.length);
    expect(pages.map((page) => page?.isShared)).toEqual([true, true, true, true]);
    expect(pages.map((page) => page?.headers["cache-control"])).toEqual(
      scopes.map(() => "private, no-store"),
    );
    const same = await open("/", { headers: await cookie({ streams: ["ZG6NWV/b", "ZG6NWV/a"] }) });
    expect(await textOf(same)).toBe(texts[2]);
    expect(asked).toHaveLength(scopes.length);
  });

  test("is not given to readers without a good link", async () => {
    const { open, asked } = createGatedStage();
    for (const address of ["/", "/wall?q=a", "/feed?stream=ZG6NWV/a", "/embed?stream=ZG6NWV/a"]) {
      const headers = await cookie();
      expect((await open(address, { headers }))?.status, address).toBe(200);
      const before = asked.length;
      for (const [what, bad] of await badCookies()) {
        const { Cookie, ...others } = bad;
        const page = await open(address, { headers: { ...others, ...(Cookie && { cookie: Cookie }) } });
        expect(page, `${address} with ${what}`).toMatchObject({ status: 307, isShared: false });
        expect(await textOf(page)).toBe("");
        expect(page?.headers, what).toEqual({
          location: expect.stringMatching(/^\/join(\?to=|$)/) as unknown,
          "cache-control": "no-store",
          vary: "rsc",
        });
      }
      expect(asked.length, "nothing is rendered for them").toBe(before);
    }
  });

  test("is not given to a link that has ended meanwhile", async () => {
    const clock = { now: Date.now() };
    const { open } = createGatedStage(() => clock.now);
    const headers = await cookie({ forMs: HOUR_MS });
    expect((await open("/", { headers }))?.status).toBe(200);
    clock.now += HOUR_MS + 1_000;
    expect((await open("/", { headers }))?.status).toBe(307);
  });

  test("leads from the join page to the address that means the same", async () => {
    const { open } = createGatedStage();
    const page = await open("/wall?evil=1&q=a&at=never");
    expect(page?.headers.location).toBe("/join?to=%2Fwall%3Fq%3Da");
  });

  test("of Next's router is refused in the same way, and made for each reader", async () => {
    const { open, asked } = createGatedStage();
    expect((await open("/?_rsc=a", { headers: { rsc: "1" } }))?.status).toBe(307);
    expect(asked).toHaveLength(0);
    for (const streams of [["ZG6NWV/a"], null]) {
      const page = await open("/", { headers: { rsc: "1", ...(await cookie({ streams })) } });
      expect(await textOf(page)).toBe(JSON.stringify(asked.at(-1)?.rendering?.viewer?.scope));
    }
    expect(asked).toHaveLength(2);
  });

  test("that is none of the wall's is made for a reader with the access that they have", async () => {
    const { open, asked } = createGatedStage();
    for (const headers of [{}, await cookie()]) await open("/join", { headers });
    expect(asked.map(({ rendering }) => rendering?.viewer?.scope ?? null)).toEqual([
      null,
      { kind: "everything" },
    ]);
    expect(asked.map(({ headers }) => headers)).toEqual(
      asked.map(() => ({ host: "livewall.invalid", accept: "text/html" })),
    );
  });
});
