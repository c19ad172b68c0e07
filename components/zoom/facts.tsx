import { useState } from "react";
import useSWR from "swr";
import { fetchJson } from "#components/data/fetch-json.ts";
import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import type { Fact, ZoomPicture } from "./zoom.tsx";

/** What is known of a picture, in one line. */
export function Facts({ facts, sizeAddress }: Pick<ZoomPicture, "facts" | "sizeAddress">) {
  const size = useSize(sizeAddress);
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
        {[...facts.slice(0, 1), ...size, ...facts.slice(1)].map((fact) => (
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

const TRIES = 3;

/** The size of the file; nothing until it is told. A server may list the newest picture a moment later. */
function useSize(address: string | undefined): readonly Fact[] {
  const { data } = useSWR(address ?? null, (asked: string) => fetchJson(asked), {
    errorRetryCount: TRIES,
    revalidateIfStale: false,
    revalidateOnFocus: false,
  });
  const { bytes } = (data ?? {}) as { bytes?: unknown };
  return typeof bytes === "number" ? [{ label: "File", value: toSize(bytes) }] : [];
}

function toSize(bytes: number): string {
  return bytes < 999_500 ? `${Math.ceil(bytes / 1_000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
