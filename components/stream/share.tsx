"use client";

import { useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { useHydrated } from "#components/ui/use-hydrated.ts";
import { shownAddress } from "./navigation.tsx";

type ShareProps = {
  /** The address of the moment, without the origin, and that of the embedded picture; null where that needs access. */
  moment: string;
  embed: string | null;
  name: string;
};

/** Copies a link to the moment, and a snippet that embeds the stream's newest picture. */
export function Share({ moment, embed, name }: ShareProps) {
  const origin = useHydrated() ? location.origin : "";
  const [message, setMessage] = useState({ text: "", moment });
  async function copyLink() {
    const isCopied = await copy(origin + (shownAddress.current ?? moment));
    const text = isCopied ? "Link copied" : "The browser blocks copying. Copy the link from the address bar.";
    setMessage({ text, moment });
  }
  return (
    // Invisible before hydration, so that nothing moves.
    <div className={`flex flex-wrap items-center gap-2 ${origin === "" ? "invisible" : ""}`}>
      <Button size="medium" onClick={() => void copyLink()}>
        <Icon name="link" /> Copy link
      </Button>
      {embed !== null && (
        <Embed
          snippet={toSnippet(origin + embed, name)}
          onCopied={() => setMessage({ text: "Snippet copied", moment })}
        />
      )}
      {/* Moves none of the buttons. */}
      <span
        role="status"
        className="text-sm text-quiet empty:sr-only max-sm:not-empty:-me-2 max-sm:not-empty:w-0 max-sm:not-empty:min-w-full sm:order-first"
      >
        {message.moment === moment && message.text}
      </span>
    </div>
  );
}

function Embed({ snippet, onCopied }: { snippet: string; onCopied: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  async function copySnippet() {
    // Selected, to be copied by hand.
    if (!(await copy(snippet))) return field.current?.focus();
    // A status outside an open dialog is neither seen nor announced.
    dialog.current?.close();
    onCopied();
  }
  return (
    <>
      <Button size="medium" aria-haspopup="dialog" onClick={() => dialog.current?.showModal()}>
        <Icon name="code-xml" /> Embed
      </Button>
      <Dialog
        ref={dialog}
        title="Embed the stream"
        width="w-lg"
        actions={
          <Button size="medium" onClick={() => void copySnippet()}>
            Copy snippet
          </Button>
        }
      >
        <label className="text-sm text-quiet">
          HTML for another page
          <textarea
            ref={field}
            readOnly
            rows={6}
            value={snippet}
            onFocus={(event) => event.target.select()}
            className="mt-2 w-full rounded-md border border-edge bg-screen p-2 font-mono text-xs text-ink"
          />
        </label>
      </Dialog>
    </>
  );
}

/** @returns false if the browser blocks it */
async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

function toSnippet(address: string, name: string): string {
  const escape = (text: string) =>
    text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
  return `<iframe src="${escape(address)}" title="${escape(name)}" width="480" height="270" style="border:0" loading="lazy"></iframe>`;
}
