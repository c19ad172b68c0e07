import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalAddress } from "#lib/model/canonical.ts";
import { DEFAULT_KIOSK, kioskAddress, parseKiosk } from "#lib/model/kiosk.ts";
import { readParameters } from "#lib/model/parameters.ts";
import { DEFAULT_VIEW } from "#lib/model/view.ts";

test("reads the options of a kiosk", () => {
  expect(parseKiosk({ every: "30", theme: "light", clock: "utc", names: "off" })).toEqual({
    every: 30,
    theme: "light",
    clock: "utc",
    names: "off",
  });
});

test.each(["4", "601", "30s", "-30", "1e1", "030", " 30", "", "٣٠", ["30"], undefined])(
  "pages turn after 20 seconds if the address says every=%j",
  (every) => {
    expect(parseKiosk({ every, theme: every, clock: every, names: every })).toEqual(DEFAULT_KIOSK);
  },
);

test("an address keeps all options, and only what differs from the defaults", () => {
  const options = fc.record({
    every: fc.integer({ min: 5, max: 600 }),
    theme: fc.constantFrom("dark" as const, "light" as const),
    clock: fc.constantFrom("local" as const, "utc" as const, "off" as const),
    names: fc.constantFrom("on" as const, "off" as const),
  });
  fc.assert(
    fc.property(options, fc.string({ maxLength: 20 }), (chosen, q) => {
      const address = kioskAddress({ ...DEFAULT_VIEW, q }, chosen);
      const { search } = new URL(address, "https://wall.example");
      expect(parseKiosk(readParameters(new URLSearchParams(search)))).toEqual(chosen);
    }),
  );
  expect(kioskAddress(DEFAULT_VIEW, DEFAULT_KIOSK)).toBe("/wall");
  expect(kioskAddress({ ...DEFAULT_VIEW, at: 1 }, { ...DEFAULT_KIOSK, every: 5 })).toBe("/wall?every=5");
});

test("readers of a kiosk share the page of its options", () => {
  const toCanonical = (search: string) => canonicalAddress("/wall", new URLSearchParams(search));
  expect(toCanonical("names=off&every=30&clock=none&at=2026-11-29T07:00:00Z")).toBe("?every=30&names=off");
});
