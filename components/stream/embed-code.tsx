import { useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Choices } from "./choices.tsx";
import { copy } from "./copy.ts";
import { EMBED_WIDTHS, toEmbedSize, toSnippet, type EmbedWidth } from "./snippet.ts";

type EmbedCodeProps = {
  /** Without the origin. */
  address: string;
  title: string;
  aspect: number;
  onCopied: () => void;
};

/** The code that shows the latest picture on the viewer's own page, and how it looks there. */
export function EmbedCode({ address, title, aspect, onCopied }: EmbedCodeProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [width, setWidth] = useState<EmbedWidth>(480);
  const snippet = toSnippet(location.origin + address, title, width, aspect);
  async function copySnippet() {
    if (await copy(snippet, "Embed code copied")) onCopied();
    // Selected, to be copied by hand.
    else field.current?.select();
  }
  return (
    <div className="grid gap-2">
      <Choices
        legend="Embed the latest picture"
        options={EMBED_WIDTHS.map((one) => [one, toLabel(one, aspect)])}
        value={width}
        onChange={setWidth}
      />
      <textarea
        ref={field}
        readOnly
        rows={4}
        aria-label="Embed code"
        value={snippet}
        onFocus={({ target }) => target.select()}
        className="w-full resize-none rounded-lg bg-well p-3 font-mono text-xs"
      />
      <div>
        <Button size="medium" className="gap-1.5" onClick={() => void copySnippet()}>
          <Icon name="code-xml" /> Copy embed code
        </Button>
      </div>
      <p className="mt-3 text-sm font-medium">Embed preview</p>
      <iframe
        src={address}
        title={`Embedded ${title}`}
        className="max-w-full rounded-lg border border-edge"
        style={{ width: width === null ? "100%" : Math.min(width, 480), aspectRatio: aspect }}
      />
    </div>
  );
}

function toLabel(width: EmbedWidth, aspect: number): string {
  return width === null ? "Fill width" : `${width} × ${toEmbedSize(width, aspect).height}`;
}
