import { useHydrated } from "#components/ui/use-hydrated.ts";

const english = new Intl.NumberFormat("en");
const local = new Intl.NumberFormat();

/** Writes a number as the reader does: to a German, "1,234" is little more than one. In English until the browser is asked. */
export function useNumbers(): (count: number) => string {
  const format = useHydrated() ? local : english;
  return (count) => format.format(count);
}

/** A number among words. */
export function Count({ of }: { of: number }): string {
  return useNumbers()(of);
}
