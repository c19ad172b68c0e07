"use client";

import type { ReactNode } from "react";
import { SignOut } from "#components/join/sign-out.tsx";
import { Message } from "#components/ui/message.tsx";
import { useHydrated } from "#components/ui/use-hydrated.ts";

/** The steps to a first picture, with the commands. */
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

/** A viewer with a link has nothing to set up. */
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
