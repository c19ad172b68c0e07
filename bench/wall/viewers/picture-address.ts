import { pictureOf } from "../store/control.ts";
import { parsePictureKey } from "../store/world.ts";

export type ShownFrame = { readonly name: string; readonly time: number; readonly picture: number };

/** Which frame an address shows, as an original or as a preview; null when it is none of the benchmark's. */
export function parsePictureAddress(url: string): ShownFrame | null {
  const [, , ...key] = URL.parse(url)?.pathname.split("/") ?? [];
  const frame = parsePictureKey(decodeURIComponent(key.join("/")));
  if (frame === null) return null;
  return { name: `${frame.feed} ${frame.time}`, time: frame.time, picture: pictureOf(frame) };
}
