/** Of app/icons.css. */
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

type IconProps = {
  readonly name: IconName;
  /** Where it stands by itself, and not before or behind words. */
  readonly isAlone?: boolean;
};

/** An icon beside the words that say the same, or in a button that has a label. */
export function Icon({ name, isAlone = false }: IconProps) {
  return (
    <span aria-hidden className={`icon icon-${name} ${isAlone ? "text-lg" : "mx-1 first:ms-0 last:me-0"}`} />
  );
}
