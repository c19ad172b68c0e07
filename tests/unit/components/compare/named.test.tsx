import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { Cell } from "#components/compare/cell.tsx";
import { createNaming, findShared } from "#components/compare/named.ts";
import { ALL } from "#lib/model/selection.ts";

const left = { stream: "ZG6NWV/harbour", source: "left", feed: null };
const other = { stream: "K2MARL/harbour", ...ALL };
const stage = { stream: "ZG6NWV/stage", ...ALL };

test("compared streams of several accounts with one name are named with their accounts", () => {
  const toNames = createNaming([left, other, stage], []);
  expect([left, other, stage].map((compared) => toNames(compared, null).whole)).toEqual([
    "harbour, left, ZG6NWV",
    "harbour, K2MARL",
    "stage",
  ]);
  expect(createNaming([left, stage], [])(left, null).whole).toBe("harbour, left");
});

test("a compared stream has its account, too, where only the wall has another of its name", () => {
  const wall = ["ZG6NWV/harbour", "K2MARL/stage"].map((stream) => ({ stream, name: stream.slice(7) }));
  expect(findShared([left, stage], wall)).toEqual(["stage"]);
  expect(createNaming([left, stage], ["stage"])(stage, null).account).toBe("ZG6NWV");
});

test("a picture has the account beside its name, and in the names of its controls", () => {
  const html = renderToStaticMarkup(
    <Cell
      named={createNaming([left, other], [])(other, null)}
      at={null}
      condition="live"
      without="/compare"
      onRemove={() => undefined}
      onEnlarge={() => undefined}
    >
      {null}
    </Cell>,
  );
  expect(
    html
      .replaceAll(/<[^>]*>/g, " ")
      .replaceAll(/\s+/g, " ")
      .trim(),
  ).toBe("Live harbour K2MARL");
  for (const label of ["", "Enlarge ", "Remove "])
    expect(html).toContain(`aria-label="${label}harbour, K2MARL"`);
});
