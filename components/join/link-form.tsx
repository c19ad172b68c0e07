"use client";

import { useEffect, useRef } from "react";
import { Button } from "#components/ui/button.tsx";

type LinkFormProps = {
  /** The page to open afterwards. */
  to: string;
  /** The id of the message about the last link, if it was refused. */
  refusal: string | undefined;
};

/** Submits the token of a link: the one in the address at once, or one that is pasted. It works without JavaScript. */
export function LinkForm({ to, refusal }: LinkFormProps) {
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
    <form
      ref={form}
      method="post"
      action="/api/join"
      className="grid w-full grid-cols-[1fr_auto] gap-x-2 gap-y-1"
    >
      <input type="hidden" name="to" value={to} />
      <label htmlFor="link" className="col-span-full text-start font-medium text-ink">
        Invitation link
      </label>
      <input
        ref={field}
        id="link"
        name="link"
        type="password"
        required
        aria-invalid={refusal !== undefined}
        aria-describedby={refusal}
        autoComplete="off"
        className="min-h-9 min-w-0 rounded-lg border border-edge-strong bg-page px-3 text-ink aria-invalid:border-warn pointer-coarse:min-h-11 pointer-coarse:text-base"
      />
      <Button type="submit" size="medium" look="primary">
        Open
      </Button>
    </form>
  );
}
