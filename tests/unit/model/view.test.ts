import fc from "fast-check";
import { expect, test } from "vitest";
import { readParameters } from "#lib/model/parameters.ts";
import { parseView, viewAddress } from "#lib/model/view.ts";
import { parameters } from "./arbitraries.ts";

const parse = (query: string) => parseView(Object.fromEntries(new URLSearchParams(query)));

test.each([
  "/",
  "/?q=a+%26+b&state=attention&sort=newest&group=stream&only=favourites&hide=7d&size=240",
  "/?q=a&at=2026-11-29T12%3A00%3A00.000Z",
  "/?state=black&sort=name",
])("the view of %s has this address", (address) => {
  expect(viewAddress(parse(address.slice(2)))).toBe(address);
});

test("is read as it was written", () => {
  fc.assert(
    fc.property(parameters, (given) => {
      const view = parseView(readParameters(given));
      expect(parse(viewAddress(view).slice(2))).toEqual(view);
    }),
  );
});

test("has a search of at most 200 characters", () => {
  expect(parse(`q=${"x".repeat(15_000)}`).q).toHaveLength(200);
});

test("replaces invalid options by their defaults", () => {
  expect(viewAddress(parse("sort=sideways&state=odd&size=&group=no&at=soon&hide=2d&only=1"), "/wall")).toBe(
    "/wall",
  );
});

test.each([
  ["small", 140],
  ["large", 420],
  ["120", 120],
  ["640", 640],
  ["119", null],
  ["641", null],
  ["200.5", null],
  ["fit", null],
  ["toString", null],
])("reads the size %s as %j", (size, px) => {
  expect(parse(`size=${size}`).size).toBe(px);
});

test.each(["sort=live", "size=fit", "state=all", "sort=attention"])(
  "an old link with %s is the default",
  (query) => {
    expect(viewAddress(parse(query))).toBe("/");
  },
);
