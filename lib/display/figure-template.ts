import { palette, seriesColours } from './palette.js';

const font = {
  family: 'system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif',
  size: 12,
  color: palette.ink,
};

const axis = {
  gridcolor: palette.faint,
  linecolor: palette.faint,
  zerolinecolor: palette.faint,
  automargin: true,
  separatethousands: true,
  ticklabelstandoff: 4,
  autotickangles: [0, 90],
  spikecolor: palette.grey,
  spikethickness: 1,
  title: { standoff: 10 },
};

/**
 * What every figure looks like unless it says otherwise; nothing in it hides the page's own background. The legend
 * lies above the panels and takes the room that its lines need.
 */
export const figureTemplate = {
  layout: {
    font,
    colorway: seriesColours,
    paper_bgcolor: 'rgba(0,0,0,0)',
    plot_bgcolor: 'rgba(0,0,0,0)',
    title: {
      x: 0,
      xref: 'container',
      xanchor: 'left',
      y: 1,
      yanchor: 'top',
      pad: { t: 12, l: 8 },
      font: { size: 15 },
    },
    margin: { l: 20, r: 16, t: 64, b: 20 },
    xaxis: axis,
    yaxis: axis,
    hoverlabel: {
      bgcolor: '#26323e',
      bordercolor: '#26323e',
      font: { ...font, color: '#ffffff' },
      align: 'left',
    },
    legend: { orientation: 'h', x: 0, xanchor: 'left', y: 1, yanchor: 'bottom' },
    bargap: 0.25,
  },
};

/** The template for a place whose title stands on the page above the figure. */
export const untitledTemplate = {
  layout: { ...figureTemplate.layout, margin: { ...figureTemplate.layout.margin, t: 24 } },
};
