import { createContext } from "react";
import type { WallTile } from "#lib/model/wall.ts";
import type { PastReader } from "./reader.ts";

/** What the tiles of a past wall share. */
export type PastView = {
  readonly reader: PastReader;
  /** ms since 1970 */
  readonly moment: number;
  /** The tiles of each stream, in the order of the wall. */
  readonly siblings: ReadonlyMap<string, readonly WallTile[]>;
};

export const PastContext = createContext<PastView | null>(null);
