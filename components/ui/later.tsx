import { lazy, Suspense, type ComponentType } from "react";

/**
 * Makes a component whose code the browser loads when it is first drawn; the server draws it with the page.
 *
 * @param load must not fail: nothing else on the page would work
 */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  // `next/dynamic` does the same for 3 KB.
  const Part = lazy(async () => ({ default: await load() }));
  return function Later(props) {
    return (
      <Suspense>
        <Part {...props} />
      </Suspense>
    );
  };
}
