import { drawnCamera } from "../provider-sim/picture.ts";
import type { Channel } from "../provider-sim/publisher.ts";
import { SCENES } from "../provider-sim/scenes.ts";

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

/** The pictures of the three sources are of one match, each in colours of its own. */
const MATCH_SCENE = 1;
const SOURCES = ROLES.flatMap(({ source }) => (source === null ? [] : [source]));

export const CAST: readonly Channel[] = ROLES.map(({ name, source, reconnects }, position) => ({
  account: ACCOUNT,
  name,
  source,
  camera:
    source === null
      ? drawnCamera(name, position)
      : drawnCamera(`${name} ${source}`, MATCH_SCENE + SCENES.length * SOURCES.indexOf(source)),
  ...(reconnects === true ? { reconnectsAfter: RECONNECTS_AFTER_FRAMES } : {}),
}));
