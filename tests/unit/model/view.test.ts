import { expect, test } from "vitest";
import { parseView, viewAddress } from "#lib/model/view.ts";

const parse = (query: string) => parseView(Object.fromEntries(new URLSearchParams(query)));

test.each([
  "/",
  "/?q=a+%26+b&state=attention&sort=newest&group=stream&size=small",
  "/?q=a&at=2026-11-29T12%3A00%3A00.000Z",
])("the view of %s has this address", (address) => {
  expect(viewAddress(parse(address.slice(2)))).toBe(address);
});

test("replaces invalid options by their defaults", () => {
  expect(viewAddress(parse("sort=sideways&state=odd&size=&group=no&at=soon"), "/wall")).toBe("/wall");
});
