import { useId } from "react";

type ChoicesProps<T> = {
  legend: string;
  options: readonly (readonly [value: T, label: string])[];
  value: T;
  onChange: (value: T) => void;
};

/** One of a few, side by side. */
export function Choices<T>({ legend, options, value, onChange }: ChoicesProps<T>) {
  const name = useId();
  return (
    <fieldset className="min-w-0">
      <legend className="mb-2 text-sm font-medium">{legend}</legend>
      <div className="grid auto-cols-fr grid-flow-col gap-0.5 rounded-lg bg-well p-0.5 text-sm max-sm:text-[0.8125rem]">
        {options.map(([one, label]) => (
          <label key={label} className="cursor-pointer">
            <input
              type="radio"
              name={name}
              checked={one === value}
              onChange={() => onChange(one)}
              className="peer sr-only"
            />
            <span className="grid h-full min-h-8 place-items-center rounded-md px-1 text-center outline-accent peer-checked:bg-surface peer-checked:font-medium peer-checked:ring-1 peer-checked:ring-edge-strong peer-focus-visible:outline-2 forced-colors:peer-checked:bg-[Highlight] forced-colors:peer-checked:text-[HighlightText] pointer-coarse:min-h-11">
              {label}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
