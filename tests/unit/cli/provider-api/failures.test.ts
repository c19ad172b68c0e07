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

/** A fault of the first calls. */
function times(count: number, fault: Fault) {
  let left = count;
  return () => (left-- > 0 ? fault : null);
}

test.each([204, 200])("a webhook is deleted when the answer is an empty %i", async (status) => {
  const { api } = await start({ fault: () => ({ status, body: "" }) });
  await expect(api.deleteWebhook(1)).resolves.toBeUndefined();
  expect((await failureOf(api.sendTestHook("Feeds", "x"))).fault).toBe("unreadable");
});

describe("the fault", () => {
  const answer = (status: number, json: object | string): Fault => ({
    status,
    body: typeof json === "string" ? json : JSON.stringify(json),
  });
  const fail = (data: object) => ({ status: "fail", data });
  const html = "<html><body>Bad gateway</body></html>";
  test.each<[string, string, Fault, RegExp]>([
    ["401", "unauthorized", answer(401, ""), /answered 401/],
    ["HTML with 502", "unreadable", answer(502, html), /502 with HTML/],
    ["HTML with 200", "unreadable", answer(200, html), /200 with HTML/],
    ["nothing", "unreadable", answer(200, ""), /with nothing/],
    ["no envelope", "unreadable", answer(200, { webhooks: [] }), /no JSON of its API/],
    ["another shape", "unreadable", answer(200, { status: "success", data: [{ id: 1 }] }), /0\.url/],
    ["429", "limited", { status: 429, body: "{}", headers: { "retry-after": "0" } }, /429/],
    ["500", "failed", answer(500, { status: "error", message: "Oops", code: 5 }), /"Oops"/],
    ["a reset", "unreachable", "reset", /no answer/],
    [
      "a redirect",
      "unreadable",
      { status: 302, body: "", headers: { location: "https://x.example" } },
      /302/,
    ],
    ["another plan", "forbidden", answer(403, fail({ message: "Not enabled" })), /Not enabled/],
    ["a text for a field", "refused", answer(400, fail({ tokenId: "No token" })), /tokenId: No token/],
    [
      "lists for fields",
      "refused",
      answer(400, fail({ errors: { page: ["too low", "odd"] }, message: "Validation errors" })),
      /Validation errors: page: too low, odd/,
    ],
    ["texts for fields", "refused", answer(400, fail({ errors: { page: "too low" } })), /page: too low/],
  ])("of %s is %s", async (_, name, fault, message) => {
    const { api } = await start({ fault: () => fault });
    const error = await failureOf(api.webhooks());
    expect(error.fault).toBe(name);
    expect(error.message).toMatch(message);
  });

  test("of a wrong secret is unauthorized", async () => {
    const { provider } = await start();
    const error = await failureOf(apiOf(provider, { secret: new Sealed("wrong") }).account());
    expect(error).toMatchObject({ fault: "unauthorized", status: 403 });
  });

  test("of silence is timeout", async () => {
    const { provider } = await start({ fault: () => "hang" });
    const error = await failureOf(
      apiOf(provider, { deadlineMs: 50 }).createWebhook({ url: "https://a.example" }),
    );
    expect(error).toMatchObject({ fault: "timeout", status: null });
  });
});

describe("a retry", () => {
  test.each<[string, Fault]>([
    ["a reset", "reset"],
    ["500", { status: 500, body: '{"status":"error","message":"Oops"}' }],
    ["429", { status: 429, body: "", headers: { "retry-after": "0" } }],
    ["HTML with 503", { status: 503, body: "<html>" }],
  ])("repeats a read after %s", async (_, fault) => {
    const { provider, api } = await start({ fault: times(2, fault) });
    expect(await api.account()).toBe("ZG6NWV");
    expect(provider.calls).toHaveLength(3);
  });

  test("does not wait for an hour", async () => {
    const fault: Fault = { status: 429, body: "", headers: { "retry-after": "3600" } };
    const { provider, api } = await start({ fault: () => fault });
    expect(await failureOf(api.account())).toMatchObject({ fault: "limited", retryAfterMs: 3_600_000 });
    expect(provider.calls).toHaveLength(1);
  });

  test("never repeats a create", async () => {
    const { provider, api } = await start({ fault: times(1, "lost") });
    const error = await failureOf(api.createWebhook({ url: "https://a.example" }));
    expect(error.fault).toBe("unreachable");
    expect(provider.account.webhooks).toHaveLength(1);
  });
});

describe("a secret is hidden", () => {
  test("in a printed webhook and token", async () => {
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

  test("in an error that repeats it", async () => {
    const secret = "api-secret-1234";
    const body = JSON.stringify({ status: "fail", data: { message: `no such secret: ${secret}` } });
    const { provider } = await start({ fault: () => ({ status: 400, body }) });
    const error = await failureOf(apiOf(provider, { secret: new Sealed(secret) }).account());
    expect(inspect(error)).not.toContain(secret);
    expect(error.message).toContain("no such secret: (hidden)");
  });

  test("in an error about an invalid header", async () => {
    const { provider } = await start();
    const error = await failureOf(apiOf(provider, { secret: new Sealed("line one\nline two") }).account());
    expect(error.fault).toBe("unauthorized");
    expect(inspect(error)).not.toContain("line two");
  });
});
