import { describe, expect, test } from "vitest";
import { methodNotAllowed, problem } from "#lib/http/problem.ts";

describe("a problem", () => {
  test("is told as RFC 9457 has it, and is never cached", async () => {
    const answer = problem({
      status: 400,
      title: "A title",
      detail: "A detail.",
      headers: { "X-More": "1" },
    });
    expect(answer.status).toBe(400);
    expect(Object.fromEntries(answer.headers)).toEqual({
      "content-type": "application/problem+json",
      "cache-control": "no-store, no-transform",
      "x-more": "1",
    });
    expect(await answer.json()).toEqual({ title: "A title", status: 400, detail: "A detail." });
  });

  test("need have no detail", async () => {
    expect(await problem({ status: 413, title: "Too large" }).json()).toEqual({
      title: "Too large",
      status: 413,
    });
  });

  test("is any method but those that a route takes, which it names", async () => {
    const answer = methodNotAllowed("POST")();
    expect(answer.status).toBe(405);
    expect(answer.headers.get("allow")).toBe("POST");
    expect(await answer.json()).toEqual({ title: "Method not allowed", status: 405 });
  });
});
