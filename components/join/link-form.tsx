"use client";

import { useEffect, useRef } from "react";
import { Button } from "#components/ui/button.tsx";

/**
 * Submits the token of a link: the one in the address at once, or one that is pasted. It works without JavaScript.
 *
 * @param to the page to open afterwards
 */
export function LinkForm({ to }: { to: string }) {
  const form = useRef<HTMLFormElement>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    function submitToken() {
      const token = location.hash.slice(1);
      if (token === "" || form.current === null || field.current === null) return;
      // Before anything else, the token leaves the address bar, which people copy.
      history.replaceState(null, "", location.pathname + location.search);
      field.current.value = token;
      form.current.submit();
    }
    submitToken();
    // A link that is pasted over this page's address does not load the page.
    addEventListener("hashchange", submitToken);
    return () => removeEventListener("hashchange", submitToken);
  }, []);
  return (
    <form ref={form} method="post" action="/api/join" className="flex w-full flex-wrap gap-2">
      <input type="hidden" name="to" value={to} />
      <input
        ref={field}
        name="link"
        type="password"
        required
        aria-label="Link"
        placeholder="https://…/join#…"
        autoComplete="off"
        className="min-h-9 min-w-0 flex-1 basis-56 rounded-lg border border-edge-strong bg-page px-3 text-ink pointer-coarse:min-h-11 pointer-coarse:text-base"
      />
      <Button type="submit" size="medium" look="primary">
        Open
      </Button>
    </form>
  );
}
