"use client";

import { useEffect, useState } from "react";
import { useNumbers } from "#components/time/numbers.ts";
import type { View } from "#lib/model/view.ts";
import { toNoMatchTitle } from "./no-match-title.ts";

/** Long enough for the next letter to come. */
const REST_MS = 1_000;

export type ResultStatusProps = {
  view: View;
  count: number;
  /** Another one for each search and filter. */
  search: string;
};

/** Tells a screen reader how many streams a search or a filter found, once the viewer rests. */
export function ResultStatus({ view, count, search }: ResultStatusProps) {
  const write = useNumbers();
  // Empty at first, so that screen readers notice the text.
  const [told, setTold] = useState({ search: "", text: "" });
  const text = count === 0 ? toNoMatchTitle(view) : count === 1 ? "1 stream" : `${write(count)} streams`;
  useEffect(() => {
    if (search === told.search) return;
    const timer = setTimeout(() => setTold({ search, text }), REST_MS);
    return () => clearTimeout(timer);
  }, [search, text, told.search]);
  return (
    <p role="status" className="sr-only">
      {told.text}
    </p>
  );
}
