/** The icons of app/icons.css. */
export type IconName =
  | "chevron-left"
  | "chevron-right"
  | "code-xml"
  | "download"
  | "external-link"
  | "eye-off"
  | "history"
  | "keyboard"
  | "layout-grid"
  | "link"
  | "log-out"
  | "monitor"
  | "pause"
  | "play"
  | "sliders-horizontal"
  | "star";

/** A decorative icon. @param isAlone without text beside it */
export function Icon({ name, isAlone = false }: { name: IconName; isAlone?: boolean }) {
  return (
    <span aria-hidden className={`icon icon-${name} ${isAlone ? "text-lg" : "mx-1 first:ms-0 last:me-0"}`} />
  );
}
