import { useEffect, useRef, useState } from "react";

const QUIET_MS = 2_500;

/** True once the pointer has rested for a while. @returns also the handler of its moves */
export function useQuiet(): [isQuiet: boolean, onMove: () => void] {
  const [isQuiet, setIsQuiet] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  function onMove() {
    setIsQuiet(false);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setIsQuiet(true), QUIET_MS);
  }
  useEffect(() => {
    timer.current = setTimeout(() => setIsQuiet(true), QUIET_MS);
    return () => clearTimeout(timer.current);
  }, []);
  return [isQuiet, onMove];
}
