import { expect, test } from "vitest";
import { toLinkPreview } from "#lib/http/link-preview.ts";

test("a link has a preview with the wall's own address", () => {
  const origin = new URL("https://wall.example.com");
  expect(toLinkPreview(origin, "Stage", "/api/picture?stream=a%2Fb")).toMatchObject({
    metadataBase: origin,
    openGraph: { title: "Stage", images: [{ url: "/api/picture?stream=a%2Fb", alt: "Stage" }] },
    twitter: { card: "summary_large_image" },
  });
});

test("a link has no preview if the wall's address is not known", () => {
  expect(toLinkPreview(null, "Stage", "/api/picture?stream=a%2Fb")).toEqual({});
});
