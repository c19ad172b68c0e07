"use client";

import type { ReactNode } from "react";
import { SignOut } from "#components/join/sign-out.tsx";
import { Age } from "#components/time/age.tsx";
import { useNumbers } from "#components/time/count.ts";
import { useHydrated } from "#components/ui/use-hydrated.ts";
import { Message } from "#components/ui/message.tsx";
import { useTrouble, type Trouble } from "#components/data/connection-status.ts";
import { parseView, viewAddress, type View } from "./view.ts";

/** Says so when the wall is not of this moment, and of which it is. What ticks is not said: it would be all the time. */
export function LateNotice({ asOf, trouble: of }: { asOf: number; trouble: Trouble | null }) {
  const trouble = useTrouble(asOf, of);
  return (
    <div
      className={
        trouble === null ? undefined : "mb-4 rounded-lg border border-stalled bg-card px-4 py-2.5 text-sm"
      }
    >
      <span role="status">
        {trouble === "server" && "This page cannot reach its server."}
        {trouble === "store" && "The server cannot reach its store."}
      </span>
      {trouble !== null && (
        <>
          {" "}
          You see the wall of <Age of={asOf} />; it comes back by itself.
        </>
      )}
    </div>
  );
}

export function UnreachableWall() {
  return (
    <Message title="The store cannot be reached">
      <p>
        The previews are kept in an S3 bucket, and it does not answer. This page tries again by itself; the
        server’s log says what is wrong.
      </p>
    </Message>
  );
}

type NoMatchProps = {
  view: View;
  path?: "/" | "/wall";
  /** How many tiles the view finds that the viewer has hidden. */
  hidden?: number;
  onShowHidden?: () => void;
};

/** When a view leaves nothing of the wall; for who looks for trouble, that is good news unless they have hidden it. */
export function NoMatch({ view, path = "/", hidden = 0, onShowHidden }: NoMatchProps) {
  const write = useNumbers();
  const isForTrouble = view.state === "attention";
  const whole = viewAddress({ ...parseView(new URLSearchParams()), at: view.at, size: view.size }, path);
  const title =
    hidden > 0
      ? `What ${isForTrouble ? "needs attention" : "matches this"} is hidden`
      : isForTrouble && view.q === ""
        ? "Nothing needs attention"
        : "No stream of the wall matches this";
  return (
    <Message title={title}>
      {hidden > 0 && (
        <button type="button" onClick={onShowHidden} className="me-5 cursor-pointer text-accent underline">
          Show {write(hidden)} hidden
        </button>
      )}
      <a href={whole} className="text-accent underline">
        Show the whole wall
      </a>
    </Message>
  );
}

/** In the place of the past when its code does not come: a new version of it may be there, or no network. */
export function LostPast({ view, onLeave }: { view: View; onLeave: () => void }) {
  return (
    <Message title="The past could not be loaded">
      <p className="mb-4">There may be a new version of this page, or no network.</p>
      <a href={viewAddress(view)} className="me-5 text-accent underline">
        Load the page again
      </a>
      <button type="button" onClick={onLeave} className="cursor-pointer text-accent underline">
        Back to live
      </button>
    </Message>
  );
}

/** What to do for a first picture, with the commands as they are to be typed. */
export function EmptyWall() {
  const origin = useHydrated() ? location.origin : "https://<this address>";
  return (
    <Message title="No previews yet">
      <p>A stream appears here a few seconds after its first thumbnail arrives. For that, at the provider:</p>
      <ol className="mt-3 list-decimal space-y-1 pl-5">
        <li>enable thumbnails on the stream’s publish token,</li>
        <li>
          point a webhook with thumbnails and feeds at <Code>/api/thumbnails</Code> of this address,
        </li>
        <li>
          give this server the webhook’s secret as <Code>WEBHOOK_SECRET</Code>, and go live.
        </li>
      </ol>
      <p className="mt-4">The first two, and what the bucket needs, are done and checked by:</p>
      <Command>npm run livewall -- setup</Command>
      <Command>npm run livewall -- doctor</Command>
      <p className="mt-4">To try it without a stream:</p>
      <Command>{`npm run simulate -- \\\n  --url ${origin}/api/thumbnails \\\n  --secret "$WEBHOOK_SECRET"`}</Command>
    </Message>
  );
}

/** Whoever was given a link neither can nor need set anything up. */
export function EmptyPrivateWall() {
  return (
    <Message title="No previews yet">
      <p className="mb-4">What your link opens appears here a few seconds after it goes live.</p>
      <SignOut />
    </Message>
  );
}

function Command({ children }: { children: ReactNode }) {
  return (
    <pre className="mt-2 rounded-md bg-screen px-3 py-2 text-sm wrap-anywhere whitespace-pre-wrap text-ink">
      <code>{children}</code>
    </pre>
  );
}

function Code({ children }: { children: string }) {
  return <code className="rounded bg-screen px-1.5 py-0.5 text-[0.9em] text-ink">{children}</code>;
}
