import { useEffect, useState } from "react";

const VISIBLE_MS = 3_000;

/** True for some seconds after the pointer moved or a key was pressed, and while the focus of the keyboard is in `held`. */
export function useActivity(held: string): boolean {
  const [isActive, setIsActive] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let pointer = "";
    const wake = () => {
      setIsActive(true);
      clearTimeout(timer);
      timer = setTimeout(end, VISIBLE_MS);
    };
    const end = () => {
      if (document.querySelector(`${held} :focus-visible`) === null) setIsActive(false);
      else wake();
    };
    const onPointer = ({ type, screenX, screenY }: PointerEvent) => {
      // A browser may report a move when what is under a resting pointer changes.
      const place = `${screenX} ${screenY}`;
      if (type === "pointerdown" || (pointer !== "" && place !== pointer)) wake();
      pointer = place;
    };
    addEventListener("pointermove", onPointer);
    addEventListener("pointerdown", onPointer);
    addEventListener("keydown", wake);
    return () => {
      clearTimeout(timer);
      removeEventListener("pointermove", onPointer);
      removeEventListener("pointerdown", onPointer);
      removeEventListener("keydown", wake);
    };
  }, [held]);
  return isActive;
}
