/**
 * Creates an observer that many elements share.
 *
 * @param rootMargin the distance from the screen that still counts as visible
 * @returns observes an element, and returns how to stop
 */
export function observeVisibility(rootMargin: string) {
  const callbacks = new Map<Element, (isVisible: boolean) => void>();
  let observer: IntersectionObserver | null = null;

  return (element: Element, onChange: (isVisible: boolean) => void): (() => void) => {
    observer ??= new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) callbacks.get(target)?.(isIntersecting);
      },
      { rootMargin },
    );
    callbacks.set(element, onChange);
    observer.observe(element);
    return () => {
      callbacks.delete(element);
      observer?.unobserve(element);
    };
  };
}
