import { createContext } from "react";
import type { PastTile } from "#lib/model/past.ts";
import type { PastReader } from "./reader.ts";

/** What the tiles of a past wall share. */
export type PastView = {
  readonly reader: PastReader;
  /** ms since 1970 */
  readonly moment: number;
  /** The tiles of the moment by their ids; of the one before, while they are not known. */
  readonly tiles: ReadonlyMap<string, PastTile>;
};

export const PastContext = createContext<PastView | null>(null);
