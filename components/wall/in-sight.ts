/**
 * Makes what tells elements when they come into sight and when they leave it: one observer for all of them.
 *
 * @param margin how far from the screen still counts, as IntersectionObserver has it
 */
export function sightWithin(margin: string) {
  const watched = new Map<Element, (isInSight: boolean) => void>();
  let observer: IntersectionObserver | null = null;

  /** @returns how to be told no more */
  return function watch(element: Element, report: (isInSight: boolean) => void): () => void {
    observer ??= new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) watched.get(target)?.(isIntersecting);
      },
      { rootMargin: margin },
    );
    watched.set(element, report);
    observer.observe(element);
    return () => {
      watched.delete(element);
      observer?.unobserve(element);
    };
  };
}
