"use client";

import { useId, useRef, useState } from "react";
import { useIsHere } from "#components/locale/here.ts";
import { Icon } from "#components/icon.tsx";
import { Sheet } from "#components/sheet.tsx";

const LOOK = "cursor-pointer rounded-md border border-edge bg-card px-3 py-1.5 text-sm";

type ShareProps = {
  /** Addresses of ours, without the origin. */
  moment: string;
  /** Null where nobody else may show it. */
  embed: string | null;
  name: string;
};

/** Copies a link to the moment that is shown, and what another page needs to show the stream's newest picture. */
export function Share({ moment, embed, name }: ShareProps) {
  const origin = useIsHere() ? location.origin : "";
  const [copied, setCopied] = useState("");
  async function copy(text: string, what: string) {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(`${what} copied`);
    } catch {
      setCopied("The browser does not let this page copy: take it from the address bar");
    }
  }
  return (
    // Useless before this code runs, but in its place: what is below would move.
    <div className={`flex flex-wrap items-center gap-2 ${origin === "" ? "invisible" : ""}`}>
      <button type="button" className={LOOK} onClick={() => void copy(origin + moment, "Link")}>
        <Icon name="link" /> Copy link
      </button>
      {embed !== null && (
        <Embed snippet={snippetOf(origin + embed, name)} onCopy={(text) => void copy(text, "Snippet")} />
      )}
      {/* Where it moves none of the buttons. */}
      <span role="status" className="text-sm text-quiet empty:sr-only sm:order-first">
        {copied}
      </span>
    </div>
  );
}

function snippetOf(address: string, name: string): string {
  const escaped = (text: string) =>
    text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
  return `<iframe src="${escaped(address)}" title="${escaped(name)}" width="480" height="270" style="border:0" loading="lazy"></iframe>`;
}

function Embed({ snippet, onCopy }: { snippet: string; onCopy: (text: string) => void }) {
  const field = useId();
  const title = useId();
  const sheet = useRef<HTMLDialogElement>(null);
  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        onClick={() => sheet.current?.showModal()}
        className={LOOK}
      >
        <Icon name="code-xml" /> Embed
      </button>
      <Sheet sheet={sheet} labelledBy={title} width="w-lg">
        <label id={title} htmlFor={field} className="text-sm text-quiet">
          The newest picture, on a page of yours
        </label>
        <textarea
          id={field}
          readOnly
          rows={6}
          value={snippet}
          onFocus={(event) => event.target.select()}
          className="mt-2 w-full rounded-md border border-edge bg-screen p-2 font-mono text-xs text-ink"
        />
        <button type="button" className={`${LOOK} mt-2`} onClick={() => onCopy(snippet)}>
          Copy snippet
        </button>
      </Sheet>
    </>
  );
}
