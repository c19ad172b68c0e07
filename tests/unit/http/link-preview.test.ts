import { expect, test } from "vitest";
import { toLinkPreview } from "#lib/http/link-preview.ts";

const PREVIEW = {
  title: "Stage, 2026-11-29 07:00:00 UTC",
  description: "A picture of this stream.",
  address: "/feed?stream=a%2Fb&at=2026-11-29T07:00:00.000Z",
  picture: {
    url: "/api/picture?stream=a%2Fb&at=2026-11-29T07:00:00.000Z",
    width: 1920,
    height: 1080,
  },
};

test("a link has a preview with the wall's own address", () => {
  const origin = new URL("https://wall.example.com");
  const { title, description, address, picture } = PREVIEW;
  expect(toLinkPreview(origin, PREVIEW)).toMatchObject({
    metadataBase: origin,
    openGraph: { title, description, url: address, images: [{ ...picture, alt: title }] },
    twitter: { card: "summary_large_image", description },
  });
});

test("a link has no preview if the wall's address is not known", () => {
  expect(toLinkPreview(null, PREVIEW)).toEqual({});
});
