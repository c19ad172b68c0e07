"use client";

import { useRef, useState } from "react";
import { useHydrated } from "#components/ui/use-hydrated.ts";
import { Icon } from "#components/ui/icon.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Button } from "#components/ui/button.tsx";
import { shownAddress } from "./navigation.tsx";

const REFUSED = "The browser does not let this page copy: take it from the address bar";

type ShareProps = {
  /** Addresses of ours, without the origin. */
  moment: string;
  /** Null where nobody else may show it. */
  embed: string | null;
  name: string;
};

/** Copies a link to the moment that is shown, and what another page needs to show the stream's newest picture. */
export function Share({ moment, embed, name }: ShareProps) {
  const origin = useHydrated() ? location.origin : "";
  const [told, setTold] = useState({ text: "", of: moment });
  const tell = (text: string) => setTold({ text, of: moment });
  async function copyLink() {
    tell((await copy(origin + (shownAddress.current ?? moment))) ? "Link copied" : REFUSED);
  }
  return (
    // Useless before this code runs, but in its place: what is below would move.
    <div className={`flex flex-wrap items-center gap-2 ${origin === "" ? "invisible" : ""}`}>
      <Button size="medium" onClick={() => void copyLink()}>
        <Icon name="link" /> Copy link
      </Button>
      {embed !== null && (
        <Embed snippet={snippetOf(origin + embed, name)} onCopied={() => tell("Snippet copied")} />
      )}
      {/* Where it moves none of the buttons. */}
      <span
        role="status"
        className="text-sm text-quiet empty:sr-only max-sm:not-empty:-me-2 max-sm:not-empty:w-0 max-sm:not-empty:min-w-full sm:order-first"
      >
        {told.of === moment && told.text}
      </span>
    </div>
  );
}

/** @returns whether the browser let it */
async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

function snippetOf(address: string, name: string): string {
  const escaped = (text: string) =>
    text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
  return `<iframe src="${escaped(address)}" title="${escaped(name)}" width="480" height="270" style="border:0" loading="lazy"></iframe>`;
}

function Embed({ snippet, onCopied }: { snippet: string; onCopied: () => void }) {
  const sheet = useRef<HTMLDialogElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  async function take() {
    if (await copy(snippet)) {
      // Nothing outside an open sheet is seen or told.
      sheet.current?.close();
      onCopied();
    } else {
      // Selected, to be copied by hand.
      field.current?.focus();
    }
  }
  return (
    <>
      <Button size="medium" aria-haspopup="dialog" onClick={() => sheet.current?.showModal()}>
        <Icon name="code-xml" /> Embed
      </Button>
      <Dialog ref={sheet} title="Embed the stream" width="w-lg">
        <label className="text-sm text-quiet">
          The newest picture, on a page of yours
          <textarea
            ref={field}
            readOnly
            rows={6}
            value={snippet}
            onFocus={(event) => event.target.select()}
            className="mt-2 w-full rounded-md border border-edge bg-screen p-2 font-mono text-xs text-ink"
          />
        </label>
        <form method="dialog" className="mt-3 flex flex-wrap justify-between gap-2">
          <Button size="medium" onClick={() => void take()}>
            Copy snippet
          </Button>
          <Button type="submit" size="medium">
            Close
          </Button>
        </form>
      </Dialog>
    </>
  );
}
