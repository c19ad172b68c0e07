import { Icon } from "#components/ui/icon.tsx";
import { MAX_SEARCH_LENGTH } from "#lib/model/parameters.ts";
import { DEFAULT_VIEW, viewAddress, type View } from "#lib/model/view.ts";
import { SEARCH_FIELD, VIEW_FORM } from "./header-parts.ts";

/**
 * The name of the wall and its search, rendered on the server only. The search has a fixed width and stands before everything
 * that changes while one types.
 */
export function HeaderSearch({ view }: { view: View }) {
  return (
    <>
      <h1 className="shrink-0 max-sm:py-2 xl:me-1">
        <a
          href={viewAddress(DEFAULT_VIEW)}
          className="flex min-h-9 items-center gap-2.5 rounded-lg text-lg font-semibold pointer-coarse:min-h-11"
        >
          <img src="/icon.svg" alt="" className="size-5" />
          <span className="max-xl:sr-only">Livewall</span>
        </a>
      </h1>
      <form
        id={VIEW_FORM}
        role="search"
        action="/"
        className="wall-search relative max-sm:order-last max-sm:w-full sm:w-28 sm:shrink-0 md:w-44 lg:w-62"
      >
        <input
          id={SEARCH_FIELD}
          type="search"
          name="q"
          aria-label="Search streams"
          aria-keyshortcuts="/"
          placeholder="Search streams"
          autoComplete="off"
          maxLength={MAX_SEARCH_LENGTH}
          defaultValue={view.q}
          className="peer h-9 w-full rounded-lg border border-transparent bg-well ps-9 pe-2 text-sm text-ellipsis placeholder:text-quiet max-sm:mb-2 pointer-coarse:h-11 pointer-coarse:text-base"
        />
        <span className="pointer-events-none absolute top-2 left-3 text-quiet max-sm:peer-placeholder-shown:peer-[:not(:focus)]:hidden pointer-coarse:top-2.5">
          <Icon name="search" />
        </span>
        <kbd
          aria-hidden
          className="pointer-events-none absolute top-2 right-2 hidden rounded border border-edge px-1.5 font-sans text-xs/4.5 text-quiet peer-focus:hidden peer-placeholder-shown:lg:block keyless:hidden"
        >
          /
        </kbd>
        {/* What the address says beyond this form, for a reader without script. */}
        {view.state !== "all" && <input type="hidden" name="state" value={view.state} />}
        {view.size !== null && <input type="hidden" name="size" value={view.size} />}
        {view.at !== null && <input type="hidden" name="at" value={new Date(view.at).toISOString()} />}
      </form>
    </>
  );
}
