import { useEffect, useState } from "react";
import { compareAddress } from "#lib/model/compare-address.ts";
import { parseCompareQuery, type CompareQuery } from "#lib/model/compare.ts";

/** What the address says, and changes it. A jump in time adds an entry to the tab's history; a drag does not. */
export function useQuery(first: CompareQuery) {
  const [query, setQuery] = useState(first);
  useEffect(() => {
    function onPop() {
      const { searchParams } = new URL(location.href);
      const at = searchParams.get("at") ?? undefined;
      setQuery(parseCompareQuery({ tile: searchParams.getAll("tile"), at }));
    }
    addEventListener("popstate", onPop);
    return () => removeEventListener("popstate", onPop);
  }, []);
  function change(next: CompareQuery, kind: "push" | "replace") {
    setQuery(next);
    history[`${kind}State`](null, "", compareAddress(next.tiles, next.at));
  }
  return [query, change] as const;
}
