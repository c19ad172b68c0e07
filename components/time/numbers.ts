import { useHydrated } from "#components/ui/use-hydrated.ts";

const english = new Intl.NumberFormat("en");
const local = new Intl.NumberFormat();

/** Formats numbers in the reader's locale; in English before hydration. */
export function useNumbers(): (count: number) => string {
  const format = useHydrated() ? local : english;
  return (count) => format.format(count);
}

export function Count({ of }: { of: number }): string {
  return useNumbers()(of);
}
