/** Tailwind finds the classes here and puts the icons of Lucide into the style sheet (app/icons.mjs). */
type IconClass =
  | "icon-arrow-left"
  | "icon-check"
  | "icon-chevron-down"
  | "icon-chevron-left"
  | "icon-chevron-right"
  | "icon-circle-alert"
  | "icon-code-xml"
  | "icon-columns-2"
  | "icon-copy"
  | "icon-download"
  | "icon-ellipsis"
  | "icon-external-link"
  | "icon-eye"
  | "icon-eye-off"
  | "icon-filled-star"
  | "icon-grid-2x2"
  | "icon-grid-3x3"
  | "icon-history"
  | "icon-image-off"
  | "icon-keyboard"
  | "icon-layout-grid"
  | "icon-link"
  | "icon-lock"
  | "icon-log-out"
  | "icon-maximize"
  | "icon-minimize"
  | "icon-minus"
  | "icon-monitor"
  | "icon-pause"
  | "icon-play"
  | "icon-plus"
  | "icon-rotate-cw"
  | "icon-search"
  | "icon-share-2"
  | "icon-skip-back"
  | "icon-skip-forward"
  | "icon-sliders-horizontal"
  | "icon-square"
  | "icon-star"
  | "icon-unplug"
  | "icon-x"
  | "icon-zoom-in"
  | "icon-zoom-out";

type WithoutPrefix<Class> = Class extends `icon-${infer Name}` ? Name : never;

export type IconName = WithoutPrefix<IconClass>;

type IconProps = { name: IconName; /** Without text beside it. */ isAlone?: boolean };

/** A decorative icon. */
export function Icon({ name, isAlone = false }: IconProps) {
  return (
    <span aria-hidden className={`icon icon-${name} ${isAlone ? "text-lg" : "mx-1 first:ms-0 last:me-0"}`} />
  );
}
