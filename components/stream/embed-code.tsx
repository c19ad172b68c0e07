import { useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Choices } from "./choices.tsx";
import { copy } from "./copy.ts";
import { EMBED_WIDTHS, toEmbedSize, toSnippet, type EmbedWidth } from "./snippet.ts";

type Embedded = {
  /** Without the origin. */
  address: string;
  title: string;
  aspect: number;
};

/** The code that shows the latest picture on the viewer's own page, and how it looks there. */
export function EmbedCode({ address, title, aspect, onCopied }: Embedded & { onCopied: () => void }) {
  const field = useRef<HTMLTextAreaElement>(null);
  const [width, setWidth] = useState<EmbedWidth>(480);
  const snippet = toSnippet(location.origin + address, title, width, aspect);
  async function copySnippet() {
    if (await copy(snippet, "Embed code copied")) onCopied();
    // Selected, to be copied by hand.
    else field.current?.select();
  }
  return (
    <div className="grid min-w-0 gap-2">
      <Choices
        legend="Embed the latest picture"
        options={EMBED_WIDTHS.map((one) => [one, toLabel(one, aspect)])}
        value={width}
        onChange={setWidth}
      />
      <textarea
        ref={field}
        readOnly
        rows={5}
        aria-label="Embed code"
        value={snippet}
        onFocus={({ target }) => target.select()}
        className="w-full resize-none rounded-lg bg-well p-3 font-mono text-xs break-all"
      />
      <div>
        <Button size="medium" className="gap-1.5" onClick={() => void copySnippet()}>
          <Icon name="code-xml" /> Copy embed code
        </Button>
      </div>
    </div>
  );
}

/** The latest picture as it looks there, but small. */
export function EmbedPreview({ address, title, aspect }: Embedded) {
  const { width, height } = toEmbedSize(240, aspect);
  return (
    <div>
      <p className="mb-2 text-sm font-medium">Embed preview</p>
      <iframe
        src={address}
        title={`Embedded ${title}`}
        style={{ width: `${width / 16}rem`, height: `${height / 16}rem` }}
        className="rounded-lg"
      />
    </div>
  );
}

function toLabel(width: EmbedWidth, aspect: number): string {
  return width === null ? "Fill width" : `${width} × ${toEmbedSize(width, aspect).height}`;
}
