type Child = Node | string | undefined | false;
type Attributes = Record<string, string | number | boolean | undefined>;

/** An element with attributes and children. Text is text: nothing that a caption holds becomes markup. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    made.setAttribute(name, value === true ? '' : String(value));
  }
  made.append(...children.filter((child): child is Node | string => Boolean(child)));
  return made;
}

/** A cell's text, and its class where it has one. */
export type Cell = string | [text: string, kind: string];

export interface TableRow {
  /** What the row is about: its first cell. */
  name?: string;
  cells: Cell[];
  kind?: string;
}

/** A table under heads. */
export function tableOf(heads: Cell[], rows: TableRow[]): HTMLTableElement {
  const make = (tag: 'th' | 'td', cell: Cell, scope?: string) => {
    const [text, kind] = [cell].flat();
    return element(tag, { scope, class: kind }, text);
  };
  const body = rows.map(({ name, cells, kind }) => {
    const first = name !== undefined && make('th', name, 'row');
    return element('tr', { class: kind }, first, ...cells.map((cell) => make('td', cell)));
  });
  const head = element('tr', {}, ...heads.map((cell) => make('th', cell, 'col')));
  return element('table', {}, element('thead', {}, head), element('tbody', {}, ...body));
}

/** The element of the page with this id. */
export function byId<Kind extends HTMLElement>(id: string): Kind {
  return document.getElementById(id) as Kind;
}
