import { useEffect, useState, type ComponentType } from "react";
import type { ControlsProps } from "./controls.tsx";

/** Loads the code of the controls. If that fails, there are none until the next use; the keys work without it. */
export function LazyControls(props: ControlsProps) {
  const [Controls, setControls] = useState<ComponentType<ControlsProps> | null>(null);
  useEffect(() => {
    import("./controls.tsx").then(
      (module) => setControls(() => module.Controls),
      () => undefined,
    );
  }, []);
  return Controls !== null && <Controls {...props} />;
}
