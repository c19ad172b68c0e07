import { describe, expect, test } from "vitest";
import { answerScrape } from "#lib/observability/scrape.ts";

const TOKEN = "a-token-of-some-length";
const METRICS = () => Promise.resolve("livewall_hooks_total 1\n");

describe("a scrape", () => {
  test("with the token is answered in Prometheus' text format", async () => {
    const response = await answerScrape(TOKEN, `Bearer ${TOKEN}`, METRICS);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(await response.text()).toBe("livewall_hooks_total 1\n");
  });

  test.each([null, "", TOKEN, `bearer ${TOKEN}`, `Bearer ${TOKEN}x`, `Bearer ${TOKEN.slice(1)}`])(
    "with %j is answered 401 without metrics",
    async (authorization) => {
      const response = await answerScrape(TOKEN, authorization, () => {
        throw new Error("asked without a token");
      });
      expect(response.status).toBe(401);
      expect(response.headers.get("www-authenticate")).toBe("Bearer");
      expect(await response.text()).not.toContain("livewall");
    },
  );

  test("is answered 404 if no token is set", async () => {
    for (const authorization of [null, "Bearer ", "Bearer null"]) {
      expect((await answerScrape(null, authorization, METRICS)).status).toBe(404);
    }
  });
});
