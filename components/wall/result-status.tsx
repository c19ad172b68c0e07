"use client";

import { useEffect, useState } from "react";
import { useNumbers } from "#components/time/numbers.ts";
import type { View } from "#lib/model/view.ts";
import { toNoMatchTitle } from "./no-match-title.ts";

/** Long enough for the next letter to come. */
const REST_MS = 1_000;

/** Tells a screen reader how many streams a search or a filter found, once the viewer rests. */
export function ResultStatus({ view, count }: { view: View; count: number }) {
  const write = useNumbers();
  const { q, state, group, only, hide } = view;
  const key = [q, state, group, only, hide].join("\n");
  const [told, setTold] = useState({ key, text: "" });
  const [initial] = useState(key);
  const text = count === 0 ? toNoMatchTitle(view) : count === 1 ? "1 stream" : `${write(count)} streams`;
  useEffect(() => {
    if (key === told.key) return;
    const timer = setTimeout(() => setTold({ key, text }), REST_MS);
    return () => clearTimeout(timer);
  }, [key, text, told.key]);
  // Only then is there something to tell. It is empty at first, so that screen readers notice the text.
  if (key === initial && told.key === initial) return null;
  return (
    <p role="status" className="sr-only">
      {told.text}
    </p>
  );
}
