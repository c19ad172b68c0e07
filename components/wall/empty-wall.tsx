"use client";

import { useRef, type ReactNode } from "react";
import { copy } from "#components/stream/copy.ts";
import { Button, buttonLook } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { useHydrated } from "#components/ui/use-hydrated.ts";
import { EmptyState } from "./empty-state.tsx";

/** The steps to a first picture: those already done, the address of the webhook, and the commands. */
export function EmptyWall() {
  const origin = useHydrated() ? location.origin : "https://<this address>";
  const address = `${origin}/api/thumbnails`;
  const field = useRef<HTMLInputElement>(null);
  async function copyAddress() {
    // Selected, to be copied by hand.
    if (!(await copy(address, "Address copied"))) field.current?.select();
  }
  return (
    <EmptyState icon="layout-grid" title="Waiting for the first picture">
      <ol className="grid w-full max-w-md grid-cols-1 gap-3 text-start">
        <Step mark={<Icon name="check" isAlone />} look="text-live">
          <span className="sr-only">Done: </span>Livewall runs and reaches its bucket.
        </Step>
        <Step mark="2">
          Add this address as a webhook, with the events thumbnails and feeds.
          <span className="mt-2 flex gap-2">
            <input
              ref={field}
              readOnly
              aria-label="Address of the webhook"
              value={address}
              onFocus={({ target }) => target.select()}
              className={`min-w-0 grow justify-start! pointer-coarse:text-base ${buttonLook()}`}
            />
            <Button look="primary" onClick={() => void copyAddress()} className="noscript:hidden">
              Copy
            </Button>
          </span>
        </Step>
        <Step mark="3">
          Enable thumbnails on the stream’s publish token, set <Code>WEBHOOK_SECRET</Code> to the webhook’s
          secret, and go live.
        </Step>
      </ol>
      <p>This page updates when a picture arrives.</p>
      <details className="w-full max-w-md text-start">
        <summary className="min-h-9 cursor-pointer text-accent pointer-coarse:min-h-11">
          Commands for setup
        </summary>
        <p>These commands do steps 2 and 3 and check the bucket:</p>
        <Command>npm run livewall -- setup</Command>
        <Command>npm run livewall -- doctor</Command>
        <p className="mt-4">To try it without a stream:</p>
        <Command>{`npm run simulate -- \\\n  --url ${address} \\\n  --secret "$WEBHOOK_SECRET"`}</Command>
      </details>
    </EmptyState>
  );
}

/** A viewer with a link has nothing to set up. */
export function EmptyPrivateWall() {
  return (
    <EmptyState icon="layout-grid" title="No previews yet">
      <p>Streams shared with you appear here a few seconds after they go live.</p>
    </EmptyState>
  );
}

function Step({ mark, look = "", children }: { mark: ReactNode; look?: string; children: ReactNode }) {
  return (
    <li className="flex gap-3">
      <span
        aria-hidden
        className={`grid size-6 shrink-0 place-content-center rounded-full bg-well font-medium text-ink ${look}`}
      >
        {mark}
      </span>
      <div className="min-w-0 grow leading-6 text-ink">{children}</div>
    </li>
  );
}

/** A long command scrolls in its box. */
function Command({ children }: { children: string }) {
  return (
    <pre
      // A keyboard scrolls it, too.
      tabIndex={0}
      className="mt-2 overflow-x-auto rounded-md bg-well px-3 py-2 text-sm text-ink"
    >
      <code>{children}</code>
    </pre>
  );
}

function Code({ children }: { children: string }) {
  return <code className="rounded bg-well px-1.5 py-0.5 text-[0.9em] text-ink">{children}</code>;
}
