import { useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import type { Fact } from "./zoom.tsx";

/** What is known of a picture, in one line. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  const [copied, setCopied] = useState("");
  async function copy({ label, copy: text = "" }: Fact) {
    const isCopied = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
    setCopied(isCopied ? `${label} copied` : "The browser blocks copying");
  }
  return (
    <div className="flex items-center gap-x-5 overflow-x-auto text-sm sm:whitespace-nowrap">
      <dl className="flex min-w-0 items-center gap-x-5 max-sm:flex-wrap">
        {facts.map((fact) => (
          <div key={fact.label} className="flex min-w-0 items-center gap-x-2">
            <dt className="text-quiet">{fact.label}</dt>
            <dd className="flex min-w-0 items-center break-all tabular-nums">
              <bdi>{fact.value}</bdi>
              {fact.copy !== undefined && (
                <Button
                  look="quiet"
                  aria-label={`Copy ${fact.label}`}
                  title={`Copy ${fact.label}`}
                  onClick={() => void copy(fact)}
                >
                  <Icon name={copied === `${fact.label} copied` ? "check" : "copy"} isAlone />
                </Button>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <span role="status" className="text-quiet">
        {copied}
      </span>
    </div>
  );
}
