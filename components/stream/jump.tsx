"use client";

import { useRouter } from "next/navigation";
import { momentAddress, tellGoing } from "./navigation.ts";

/** Goes to a date and time of the reader's own zone. @param moments what the addresses of all begin with */
export function Jump({ moments }: { moments: string }) {
  const router = useRouter();
  function go(form: FormData) {
    const local = form.get("at");
    const at = typeof local === "string" ? Date.parse(local) : Number.NaN;
    if (Number.isNaN(at)) return;
    const address = momentAddress(moments, at);
    tellGoing(address);
    router.replace(address, { scroll: false });
  }
  return (
    <form
      className="flex max-w-full items-center gap-2 noscript:hidden"
      onSubmit={(event) => {
        event.preventDefault();
        go(new FormData(event.currentTarget));
      }}
    >
      <label className="flex min-w-0 items-center gap-2 text-sm">
        <span className="shrink-0">Go to</span>
        <input
          type="datetime-local"
          name="at"
          step="1"
          required
          className="max-w-full min-w-0 rounded-md border border-edge bg-card px-2 py-1.5"
        />
      </label>
      <button
        type="submit"
        className="cursor-pointer rounded-md border border-edge bg-card px-3 py-1.5 text-sm"
      >
        Go
      </button>
    </form>
  );
}
