"use client";

import { useEffect, useRef } from "react";

/**
 * Hands a link's token in: that of the address at once, else what is pasted. A plain form, so it works without JavaScript.
 *
 * @param to where one was going
 */
export function LinkForm({ to }: { to: string }) {
  const form = useRef<HTMLFormElement>(null);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    function handIn() {
      const token = location.hash.slice(1);
      if (token === "" || form.current === null || field.current === null) return;
      // Out of the address bar, and of what is shared by it, before anything else.
      history.replaceState(null, "", location.pathname + location.search);
      field.current.value = token;
      form.current.submit();
    }
    handIn();
    // A link that is pasted over the address of this very page loads nothing.
    addEventListener("hashchange", handIn);
    return () => removeEventListener("hashchange", handIn);
  }, []);
  return (
    <form ref={form} method="post" action="/api/join" className="mt-5 flex flex-wrap gap-2">
      <input type="hidden" name="to" value={to} />
      <input
        ref={field}
        name="link"
        type="password"
        required
        aria-label="Link"
        placeholder="https://…/join#…"
        autoComplete="off"
        className="min-w-0 flex-1 basis-64 rounded-md border border-edge bg-screen px-3 py-2 text-ink"
      />
      <button className="cursor-pointer rounded-md border border-edge bg-card px-4 py-2 font-medium text-ink">
        Open the wall
      </button>
    </form>
  );
}
