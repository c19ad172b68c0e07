import type { ReactNode } from "react";
import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import type { View } from "#lib/model/view.ts";
import { VIEW_FORM } from "./header-parts.ts";

const SORTS: Readonly<Record<View["sort"], string>> = {
  attention: "Attention, then live",
  name: "Name",
  newest: "Latest picture",
};
const GROUPS: Readonly<Record<View["group"], string>> = { source: "All sources", stream: "One per stream" };
const HIDES: Readonly<Record<View["hide"], string>> = {
  never: "Never",
  "1d": "After 1 day",
  "7d": "After 7 days",
  "30d": "After 30 days",
};

/** It begins at the search. */
const FORM = VIEW_FORM;
const ROW =
  "relative flex min-h-9 w-full cursor-pointer items-center gap-2 rounded-lg px-1 text-sm hover:bg-well pointer-coarse:min-h-11";

/** The fields of the View menu. They are rendered on the server only, and work without script. */
export function ViewForm({ view }: { view: View }) {
  return (
    <>
      <Choices title="Sort" name="sort" options={SORTS} chosen={view.sort} />
      <Choices title="Group" name="group" options={GROUPS} chosen={view.group} />
      <Row type="checkbox" name="only" value="favourites" isChosen={view.only === "favourites"}>
        Favourites only
      </Row>
      <label className={ROW}>
        <span className="ms-6 grow">Hide offline streams</span>
        <select
          form={FORM}
          name="hide"
          defaultValue={view.hide}
          className="min-h-8 rounded bg-surface text-quiet pointer-coarse:text-base"
        >
          {Object.entries(HIDES).map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      </label>
      <noscript>
        <Button type="submit" form={FORM} className="mt-3 w-full">
          Apply filters
        </Button>
      </noscript>
    </>
  );
}

type ChoicesProps = {
  title: string;
  name: string;
  options: Readonly<Record<string, string>>;
  chosen: string;
};

function Choices({ title, name, options, chosen }: ChoicesProps) {
  return (
    <fieldset className="mb-2 border-b border-edge pb-2">
      <legend className="mb-1 text-xs font-medium text-quiet">{title}</legend>
      {Object.entries(options).map(([value, text]) => (
        <Row key={value} type="radio" name={name} value={value} isChosen={value === chosen}>
          {text}
        </Row>
      ))}
    </fieldset>
  );
}

type RowProps = {
  type: "radio" | "checkbox";
  name: string;
  value: string;
  isChosen: boolean;
  children: ReactNode;
};

function Row({ type, name, value, isChosen, children }: RowProps) {
  return (
    <label className={ROW}>
      {/* It has the area of the row, and so has its focus ring. */}
      <input
        form={FORM}
        type={type}
        name={name}
        value={value}
        defaultChecked={isChosen}
        className="peer absolute inset-0 cursor-pointer appearance-none rounded-lg"
      />
      <span className="invisible text-accent peer-checked:visible">
        <Icon name="check" />
      </span>
      {children}
    </label>
  );
}
