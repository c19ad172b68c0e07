import { lazy, type ComponentType } from "react";

/**
 * Makes a component whose code the browser loads when it is first drawn; the server draws it with the page.
 *
 * There is no `<Suspense>` around it: the server would send what is in it in a form that needs script to be seen. The browser
 * goes on showing what was there until the code has come.
 *
 * @param load must not fail: nothing else on the page would work
 */
export function later<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  // `next/dynamic` does the same for 1 KB.
  return lazy(async () => ({ default: await load() }));
}
