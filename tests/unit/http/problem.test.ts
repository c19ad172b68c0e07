import { expect, test } from "vitest";
import { methodNotAllowed, problem } from "#lib/http/problem.ts";

test("answers a problem as in RFC 9457, never cached", async () => {
  const headers = { "X-More": "1" };
  const answer = problem({ status: 400, title: "A title", detail: "A detail.", headers });
  expect(answer.status).toBe(400);
  expect(Object.fromEntries(answer.headers)).toEqual({
    "content-type": "application/problem+json",
    "cache-control": "no-store, no-transform",
    "x-more": "1",
  });
  expect(await answer.json()).toEqual({ title: "A title", status: 400, detail: "A detail." });
});

test("names the allowed method", async () => {
  const answer = methodNotAllowed("POST")();
  expect([answer.status, answer.headers.get("allow")]).toEqual([405, "POST"]);
  expect(await answer.json()).toEqual({ title: "Method not allowed", status: 405 });
});
