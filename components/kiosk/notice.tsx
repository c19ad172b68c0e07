import type { ReactNode } from "react";
import { Button, buttonLook } from "#components/ui/button.tsx";
import { useHydrated } from "#components/ui/use-hydrated.ts";
import { EmptyPrivateWall, NoMatch } from "#components/wall/notices.tsx";
import { viewAddress, type View } from "#lib/model/view.ts";

export type NoticeProps = {
  readonly reason: "unreachable" | "empty" | "private" | "no-match";
  readonly view: View;
  /** Polls at once. */
  readonly onRetry: () => void;
};

/** Why there are no tiles. */
export function Notice({ reason, view, onRetry }: NoticeProps) {
  const wall = viewAddress({ ...view, at: null });
  switch (reason) {
    case "unreachable":
      return (
        <Message title="The bucket cannot be reached" wall={wall} onRetry={onRetry}>
          <p>This page tries again every few seconds. The server log has details.</p>
        </Message>
      );
    case "empty":
      return (
        <Message title="Waiting for the first picture" wall={wall}>
          <p>A stream appears here when its first picture arrives. The wall has the steps.</p>
          <Webhook />
        </Message>
      );
    case "private":
      return (
        <div className={ZOOMED}>
          <EmptyPrivateWall />
        </div>
      );
    case "no-match":
      return (
        <div className={ZOOMED}>
          <NoMatch view={view} path="/wall" />
        </div>
      );
  }
}

/** A message of the wall, larger on a larger screen. */
const ZOOMED = "max-w-2xl min-[1900px]:[zoom:1.5] min-[3000px]:[zoom:1.75]";
const BUTTON = "px-[0.8em]! py-[0.3em] text-[0.8em]!";

type MessageProps = { title: string; wall: string; onRetry?: () => void; children: ReactNode };

/** A message that is read from across a room. */
function Message({ title, wall, onRetry, children }: MessageProps) {
  return (
    <section className="grid justify-items-center gap-[0.7em] text-center text-[max(1rem,calc(var(--spacing-window)*0.025))] text-balance text-quiet">
      <h2 className="text-[1.6em] leading-tight font-semibold text-ink">{title}</h2>
      {children}
      <p className="flex gap-[0.5em]">
        {onRetry !== undefined && (
          <Button look="primary" className={BUTTON} onClick={onRetry}>
            Try again
          </Button>
        )}
        <a href={wall} className={`${buttonLook()} ${BUTTON}`}>
          Wall
        </a>
      </p>
    </section>
  );
}

/** The address for the provider's webhook. */
function Webhook() {
  const origin = useHydrated() ? location.origin : "https://<this address>";
  return (
    <p>
      Webhook: <code className="wrap-anywhere text-ink">{origin}/api/thumbnails</code>
    </p>
  );
}
