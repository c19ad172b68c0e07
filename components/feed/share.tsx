"use client";

import { useId, useState, useSyncExternalStore } from "react";
import { Icon } from "#components/icon.tsx";

const never = () => () => undefined;
const LOOK = "cursor-pointer rounded-md border border-edge bg-card px-3 py-1.5 text-sm";

type ShareProps = {
  /** Addresses of ours, without the origin. */
  moment: string;
  embed: string;
  name: string;
};

/** Copies a link to the moment that is shown, and what another page needs to show the stream's newest picture. */
export function Share({ moment, embed, name }: ShareProps) {
  const origin = useSyncExternalStore(
    never,
    () => location.origin,
    () => "",
  );
  const field = useId();
  const sheet = useId();
  const [copied, setCopied] = useState("");
  const title = name.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
  const snippet = `<iframe src="${origin}${embed.replaceAll("&", "&amp;")}" title="${title}" width="480" height="270" style="border:0" loading="lazy"></iframe>`;
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
      <button type="button" popoverTarget={sheet} className={LOOK}>
        <Icon name="code-xml" /> Embed
      </button>
      <div
        id={sheet}
        popover="auto"
        className="m-auto w-lg max-w-[calc(100vw-2rem)] rounded-xl border border-edge bg-card p-6 text-ink shadow-xl backdrop:bg-black/60"
      >
        <label htmlFor={field} className="text-sm text-quiet">
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
        <button type="button" className={`${LOOK} mt-2`} onClick={() => void copy(snippet, "Snippet")}>
          Copy snippet
        </button>
      </div>
      <span role="status" className="text-sm text-quiet">
        {copied}
      </span>
    </div>
  );
}
