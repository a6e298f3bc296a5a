/** A figure as plain Plotly JSON. `layout.meta.alt` or `layout.title` is its text for those who cannot see it. */
export interface Figure {
  data: object[];
  layout: object;
}

/** A drawing: an `<svg>` element, and what it shows in a few words. */
export interface Svg {
  svg: string;
  title: string;
}

/** A piece of page, escaped by whoever made it, and what it shows in a few words. */
export interface Html {
  html: string;
  title: string;
}
