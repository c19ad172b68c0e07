"use client";

import { later } from "#components/ui/later.tsx";
import { Message } from "#components/ui/message.tsx";
import type { NoMatchProps } from "./no-match.tsx";
import type { UnreachableProps } from "./unreachable.tsx";

// Loaded only where they are shown: most walls have tiles. A failure must not end the polls of the page.

export const UnreachableWall = later<UnreachableProps>(() =>
  import("./unreachable.tsx").then(
    (module) => module.Unreachable,
    () => NoBucket,
  ),
);

function NoBucket() {
  return <Message title="The bucket cannot be reached">{null}</Message>;
}

export const NoMatch = later<NoMatchProps>(() =>
  import("./no-match.tsx").then(
    (module) => module.NoMatch,
    () => NoStreams,
  ),
);

function NoStreams() {
  return <Message title="No streams match">{null}</Message>;
}

export const EmptyWall = later(() =>
  import("./empty-wall.tsx").then(
    (module) => module.EmptyWall,
    () => NoPreviews,
  ),
);

export const EmptyPrivateWall = later(() =>
  import("./empty-wall.tsx").then(
    (module) => module.EmptyPrivateWall,
    () => NoPreviews,
  ),
);

function NoPreviews() {
  return <Message title="Waiting for the first picture">This page shows it.</Message>;
}
