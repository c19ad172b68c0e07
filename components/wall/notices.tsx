"use client";

import dynamic from "next/dynamic";
import {
  ConnectionText,
  useConnectionStatus,
  type ConnectionStatus,
} from "#components/data/connection-status.tsx";
import { SignOut } from "#components/join/sign-out.tsx";
import { useNumbers } from "#components/time/numbers.ts";
import { TEXT_LINK } from "#components/ui/button.tsx";
import { Message } from "#components/ui/message.tsx";
import { DEFAULT_VIEW, viewAddress, type View } from "#lib/model/view.ts";

/** Tells of an outage. While connected it is empty, so that screen readers notice when it gets a text. */
export function ConnectionNotice({ asOf, status: current }: { asOf: number; status: ConnectionStatus }) {
  const status = useConnectionStatus(asOf, current);
  const look = "mb-4 rounded-lg border border-stalled bg-card px-4 py-2.5 text-sm";
  return (
    <p role="status" className={status === "connected" ? undefined : look}>
      <ConnectionText asOf={asOf} status={status} />
    </p>
  );
}

export function UnreachableWall() {
  return (
    <Message title="The bucket cannot be reached">
      <p>This page tries again by itself. The server log has details.</p>
    </Message>
  );
}

type NoMatchProps = {
  view: View;
  path?: "/" | "/wall";
  /** The number of tiles of the view that the viewer has hidden. */
  hidden?: number;
  onShowHidden?: () => void;
};

/** The message of a view without tiles. */
export function NoMatch({ view, path = "/", hidden = 0, onShowHidden }: NoMatchProps) {
  const write = useNumbers();
  const isAttention = view.state === "attention";
  const title =
    hidden > 0
      ? `What ${isAttention ? "needs attention" : "matches this"} is hidden`
      : isAttention && view.q === ""
        ? "Nothing needs attention"
        : "No stream of the wall matches this";
  return (
    <Message title={title}>
      {hidden > 0 && (
        <button type="button" onClick={onShowHidden} className={`me-5 ${TEXT_LINK}`}>
          Show {write(hidden)} hidden
        </button>
      )}
      <a href={viewAddress({ ...DEFAULT_VIEW, at: view.at, size: view.size }, path)} className={TEXT_LINK}>
        Show the whole wall
      </a>
    </Message>
  );
}

/** Replaces the past when its code could not be loaded. */
export function LostPast({ view, onLeave }: { view: View; onLeave: () => void }) {
  return (
    <Message title="The past could not be loaded">
      <p className="mb-4">There may be a new version of this page, or no network.</p>
      <a href={viewAddress(view)} className={`me-5 ${TEXT_LINK}`}>
        Load the page again
      </a>
      <button type="button" onClick={onLeave} className={TEXT_LINK}>
        Live
      </button>
    </Message>
  );
}

/** Loaded only where it is shown: most walls have tiles. A failure must not end the polls of the page. */
export const EmptyWall = dynamic(() =>
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
