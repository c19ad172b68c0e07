import { pictureAt } from "../store/control.ts";

export type ShownFrame = { readonly name: string; readonly time: number; readonly picture: number };

/** Which frame an address shows, as an original or as a preview; null when it is none of the benchmark's. */
export function parsePictureAddress(url: string): ShownFrame | null {
  const match = /\/(\d{13})-[^/]*-(feed-(\d{5}))\.(?:jpg|webp)/.exec(url);
  if (match === null) return null;
  const [, descending, feed = "", position] = match;
  const time = 9_999_999_999_999 - Number(descending);
  return { name: `${feed} ${time}`, time, picture: pictureAt(Number(position), time) };
}
