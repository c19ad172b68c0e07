import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { ProviderError } from "../../../../cli/provider-api/call.ts";
import { Sealed } from "../../../../cli/provider-api/model.ts";
import type { Fault } from "../../../../scripts/provider-sim/server.ts";
import { apiOf, start } from "./local-provider.ts";

async function failureOf(work: Promise<unknown>): Promise<ProviderError> {
  const error = await work.catch((caught: unknown) => caught);
  if (error instanceof ProviderError) return error;
  throw new Error("expected a ProviderError", { cause: error });
}

/** The fault for the first calls, and then none. */
function times(count: number, fault: Fault) {
  let left = count;
  return () => (left-- > 0 ? fault : null);
}

test.each([204, 200])("a webhook is deleted when the answer is %i without a word", async (status) => {
  const { api } = await start({ fault: () => ({ status, body: "" }) });
  await expect(api.deleteWebhook(1)).resolves.toBeUndefined();
  expect((await failureOf(api.sendTestHook("Feeds", "x"))).fault).toBe("unreadable");
});

describe("what goes wrong has a name", () => {
  const html = "<html><body>Bad gateway</body></html>";
  test.each<[string, Fault, string, RegExp]>([
    ["401", { status: 401, body: "" }, "unauthorized", /answered 401/],
    ["HTML with 502", { status: 502, body: html }, "unreadable", /502 with HTML/],
    ["HTML with 200", { status: 200, body: html }, "unreadable", /200 with HTML/],
    ["nothing", { status: 200, body: "" }, "unreadable", /with nothing/],
    ["no envelope", { status: 200, body: '{"webhooks":[]}' }, "unreadable", /no JSON of its API/],
    [
      "another shape",
      { status: 200, body: '{"status":"success","data":[{"id":1}]}' },
      "unreadable",
      /0\.url/,
    ],
    ["429", { status: 429, body: "{}", headers: { "retry-after": "0" } }, "limited", /429/],
    ["500", { status: 500, body: '{"status":"error","message":"Oops","code":5}' }, "failed", /"Oops"/],
    ["a reset", "reset", "unreachable", /no answer/],
    [
      "a redirect",
      { status: 302, body: "", headers: { location: "https://x.example" } },
      "unreadable",
      /302/,
    ],
    [
      "a plan that lacks it",
      { status: 403, body: '{"status":"fail","data":{"message":"Feature not enabled"}}' },
      "forbidden",
      /Feature not enabled/,
    ],
    [
      "a text for a field",
      { status: 400, body: '{"status":"fail","data":{"tokenId":"No publish token with id: 99"}}' },
      "refused",
      /tokenId: No publish token with id: 99/,
    ],
    [
      "lists for fields",
      {
        status: 400,
        body: '{"status":"fail","data":{"errors":{"page":["too low","odd"]},"message":"Validation errors"}}',
      },
      "refused",
      /Validation errors: page: too low, odd/,
    ],
    [
      "texts for fields",
      { status: 400, body: '{"status":"fail","data":{"errors":{"page":"too low"}}}' },
      "refused",
      /page: too low/,
    ],
  ])("%s", async (_, fault, name, message) => {
    const { api } = await start({ fault: () => fault });
    const error = await failureOf(api.webhooks());
    expect({ fault: error.fault, message: error.message }).toEqual({
      fault: name,
      message: expect.stringMatching(message) as string,
    });
  });

  test("a wrong secret", async () => {
    const { provider } = await start();
    const error = await failureOf(apiOf(provider, { secret: new Sealed("wrong") }).account());
    expect(error).toMatchObject({ fault: "unauthorized", status: 403 });
  });

  test("silence", async () => {
    const { provider } = await start({ fault: () => "hang" });
    const error = await failureOf(
      apiOf(provider, { deadlineMs: 50 }).createWebhook({ url: "https://a.example" }),
    );
    expect(error).toMatchObject({ fault: "timeout", status: null });
  });
});

describe("what passes by itself is tried again", () => {
  test.each<[string, Fault]>([
    ["a reset", "reset"],
    ["500", { status: 500, body: '{"status":"error","message":"Oops"}' }],
    ["429", { status: 429, body: "", headers: { "retry-after": "0" } }],
    ["HTML with 503", { status: 503, body: "<html>" }],
  ])("a read after %s", async (_, fault) => {
    const { provider, api } = await start({ fault: times(2, fault) });
    expect(await api.account()).toBe("ZG6NWV");
    expect(provider.calls).toHaveLength(3);
  });

  test("but not a wait that is longer than anybody would stay", async () => {
    const fault: Fault = { status: 429, body: "", headers: { "retry-after": "3600" } };
    const { provider, api } = await start({ fault: () => fault });
    expect(await failureOf(api.account())).toMatchObject({ fault: "limited", retryAfterMs: 3_600_000 });
    expect(provider.calls).toHaveLength(1);
  });

  test("and never a create: its lost answer leaves one webhook, not three", async () => {
    const { provider, api } = await start({ fault: times(1, "lost") });
    const error = await failureOf(api.createWebhook({ url: "https://a.example" }));
    expect(error.fault).toBe("unreachable");
    expect(provider.account.webhooks).toHaveLength(1);
  });
});

describe("no secret shows", () => {
  test("in what is printed, logged or turned to JSON of a webhook and a token", async () => {
    const { provider, api } = await start();
    const webhook = await api.createWebhook({ url: "https://a.example" });
    const token = await api.createToken({ label: "a", streams: [{ name: "a", isRegex: false }] });
    const shown = [webhook, token].map(
      (thing) => JSON.stringify(thing) + inspect(thing, { depth: 9, showHidden: true }),
    );
    for (const secret of [provider.account.webhooks[0]?.secret, provider.account.tokens[0]?.token]) {
      expect(secret).toBeTruthy();
      expect(shown.join()).not.toContain(secret);
    }
    expect(String(webhook.secret)).toBe("(hidden)");
  });

  test("in an error whose text repeats it", async () => {
    const secret = "api-secret-1234";
    const body = JSON.stringify({ status: "fail", data: { message: `no such secret: ${secret}` } });
    const { api } = await start({ secret, fault: () => ({ status: 400, body }) });
    const error = await failureOf(api.account());
    expect(inspect(error)).not.toContain(secret);
    expect(error.message).toContain("no such secret: (hidden)");
  });

  test("in an error about a secret that no header could carry", async () => {
    const { provider } = await start();
    const error = await failureOf(apiOf(provider, { secret: new Sealed("line one\nline two") }).account());
    expect(error.fault).toBe("unauthorized");
    expect(inspect(error)).not.toContain("line two");
  });
});
