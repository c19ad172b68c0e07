import { useEffect, useState, type ComponentType } from "react";

/** Makes a component whose code is loaded when it is first drawn. If that fails, it draws nothing until it is drawn anew. */
export function onUse<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  return function OnUse(props) {
    const [Part, setPart] = useState<ComponentType<Props> | null>(null);
    useEffect(() => {
      load().then(
        (part) => setPart(() => part),
        () => undefined,
      );
    }, []);
    return Part !== null && <Part {...props} />;
  };
}
