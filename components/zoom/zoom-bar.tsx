import { Button } from "#components/ui/button.tsx";
import { Icon, type IconName } from "#components/ui/icon.tsx";

type ZoomBarProps = {
  id: string;
  title: string;
  scale: number;
  isFull: boolean;
  /** Null where the browser has no full screen. */
  onFull: (() => void) | null;
  /** Switches between the fitted and a larger size. */
  onSwitch: () => void;
  onScale: (by: -1 | 1) => void;
  onClose: () => void;
  className: string;
};

/** The name of an enlarged picture, and its controls. */
export function ZoomBar({ id, title, scale, isFull, onFull, className, ...on }: ZoomBarProps) {
  return (
    <div
      className={`flex items-center justify-end gap-1 bg-black/70 px-3 py-1.5 max-sm:flex-wrap ${className}`}
    >
      <h2
        id={id}
        dir="auto"
        className="mr-auto min-w-0 truncate pl-1 text-left text-sm font-semibold max-sm:basis-full max-sm:whitespace-normal"
      >
        {title}
      </h2>
      <Button
        look="quiet"
        data-tip="Fit or enlarge (0, 1)"
        onClick={on.onSwitch}
        className="whitespace-nowrap tabular-nums"
      >
        {Math.round(scale * 100)} %
      </Button>
      <BarButton icon="zoom-out" label="Smaller" shortcut="-" onClick={() => on.onScale(-1)} />
      <BarButton icon="zoom-in" label="Larger" shortcut="+" onClick={() => on.onScale(1)} />
      {onFull !== null && (
        <BarButton
          icon={isFull ? "minimize" : "maximize"}
          label={isFull ? "Leave full screen" : "Full screen"}
          shortcut="F"
          onClick={onFull}
        />
      )}
      <BarButton icon="x" label="Close" shortcut="Escape" onClick={on.onClose} />
    </div>
  );
}

type BarButtonProps = { icon: IconName; label: string; shortcut: string; onClick: () => void };

function BarButton({ icon, label, shortcut, onClick }: BarButtonProps) {
  return (
    <Button
      look="quiet"
      aria-label={label}
      aria-keyshortcuts={shortcut}
      data-tip={`${label} (${shortcut})`}
      onClick={onClick}
    >
      <Icon name={icon} isAlone />
    </Button>
  );
}
