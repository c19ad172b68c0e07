import { useEffect, useState } from "react";

/** Nothing is loaded while a timeline is dragged or zoomed. */
const REST_MS = 250;

/** The value once it has been the same for a while; the first one at once. */
export function useRested<T>(value: T): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), REST_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}
