import { drawnCamera } from "../simulator/picture.ts";
import type { Channel } from "../simulator/publisher.ts";

const ACCOUNT = "ZG6NWV";
const RECONNECTS_AFTER_FRAMES = 4;

type Role = Pick<Channel, "name" | "source"> & { readonly reconnects?: true };

/** Ten streams of all kinds that the provider allows; one has three sources, and one loses its connection. */
const ROLES: readonly Role[] = [
  { name: "harbour-cam", source: null },
  { name: "Cup final", source: "main" },
  { name: "night-sky", source: null },
  { name: "festival/main stage", source: null },
  { name: "Café del Mar", source: null },
  { name: "test-track", source: null, reconnects: true },
  { name: "studio 2", source: null },
  { name: "pier-head", source: null },
  { name: "Cup final", source: "left" },
  { name: "city 7", source: null },
  { name: "Cooked or Cooking??", source: null },
  { name: "Cup final", source: "right" },
];

/** The pictures of the three sources are of one match. */
const MATCH_SCENE = 1;
const SCENES = 7;

export const CAST: readonly Channel[] = ROLES.map(({ name, source, reconnects }, position) => ({
  account: ACCOUNT,
  name,
  source,
  camera:
    source === null
      ? drawnCamera(name, position)
      : drawnCamera(`${name} ${source}`, MATCH_SCENE + SCENES * Math.floor(position / 4)),
  ...(reconnects === true ? { reconnectsAfter: RECONNECTS_AFTER_FRAMES } : {}),
}));
