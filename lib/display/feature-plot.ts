import { plotOf } from './base-plot.js';
import { rampColours } from './palette.js';
import type { Figure } from './types.js';

/**
 * A feature as a picture: its values row by row as coloured cells.
 * @param feature `[values]`
 * @param columns values a row: 64 make 32 rows of InceptionV3's 2048
 */
export function featurePlot(feature: ArrayLike<number>, title = 'A feature', columns = 64): Figure {
  const values = Array.from(feature, (value) => Number(value.toPrecision(4)));
  const rows = Array.from({ length: Math.ceil(values.length / columns) }, (_, row) =>
    values.slice(row * columns, (row + 1) * columns),
  );
  const numbers = rows.map((row, at) => row.map((_, column) => at * columns + column));
  const trace = {
    type: 'heatmap',
    z: rows,
    customdata: numbers,
    colorscale: rampColours,
    colorbar: { thickness: 10, outlinewidth: 0, title: { text: 'value', side: 'right' } },
    xgap: 0.5,
    ygap: 0.5,
    hovertemplate: 'value %{customdata} of the feature: %{z:.3f}<extra></extra>',
  };
  const bare = { visible: false, showgrid: false, zeroline: false };
  return plotOf(
    [trace],
    { title, alt: `${title}: ${values.length} values as a picture`, height: 70 + 10 * rows.length },
    { xaxis: bare, yaxis: { ...bare, autorange: 'reversed' }, margin: { l: 8, r: 8, t: 44, b: 8 } },
  );
}
