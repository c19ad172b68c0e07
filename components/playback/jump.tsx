"use client";

/** A date and time of the reader's own zone to go to. */
export function Jump({ onJump }: { onJump: (time: number) => void }) {
  return (
    <form
      className="flex max-w-full items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        const local = new FormData(event.currentTarget).get("moment");
        const time = typeof local === "string" ? Date.parse(local) : Number.NaN;
        if (!Number.isNaN(time)) onJump(time);
      }}
    >
      <label className="flex min-w-0 items-center gap-2">
        <span className="shrink-0">Go to</span>
        <input
          type="datetime-local"
          name="moment"
          required
          className="max-w-full min-w-0 rounded-md border border-edge bg-card px-2 py-1"
        />
      </label>
      <button type="submit" className="cursor-pointer rounded-md border border-edge bg-card px-2.5 py-1.5">
        Go
      </button>
    </form>
  );
}
