import sharp from "sharp";

const SIZE = { width: 640, height: 360 };

/** A picture that is neither black nor like any other. */
export async function testPicture(): Promise<Buffer> {
  const noise = { type: "gaussian", mean: 128, sigma: 40 } as const;
  return await sharp({ create: { ...SIZE, channels: 3, background: "#345", noise } })
    .jpeg()
    .toBuffer();
}
