"use client";

import { SignOut } from "#components/join/sign-out.tsx";
import { TEXT_LINK } from "#components/ui/button.tsx";
import { later } from "#components/ui/later.tsx";
import { Message } from "#components/ui/message.tsx";
import type { NoMatchProps } from "./no-match.tsx";

export function UnreachableWall() {
  return (
    <Message title="The bucket cannot be reached">
      <p>This page tries again by itself. The server log has details.</p>
    </Message>
  );
}

/** Loaded only where it is shown. */
export const NoMatch = later<NoMatchProps>(() =>
  import("./no-match.tsx").then(
    (module) => module.NoMatch,
    () => NoStreams,
  ),
);

function NoStreams({ path = "/" }: NoMatchProps) {
  return (
    <Message title="No streams match">
      <a href={path} className={TEXT_LINK}>
        Show all
      </a>
    </Message>
  );
}

/** Loaded only where it is shown: most walls have tiles. A failure must not end the polls of the page. */
export const EmptyWall = later(() =>
  import("./empty-wall.tsx").then(
    (module) => module.EmptyWall,
    () => NoPreviews,
  ),
);

function NoPreviews() {
  return <Message title="No previews yet">This page shows the first one.</Message>;
}

/** A viewer with a link has nothing to set up. */
export function EmptyPrivateWall() {
  return (
    <Message title="No previews yet">
      <p className="mb-4">What your link opens appears here a few seconds after it goes live.</p>
      <SignOut />
    </Message>
  );
}
