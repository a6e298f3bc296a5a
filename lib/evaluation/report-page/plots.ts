import { escapeHtml } from '../../display/escape.js';
import type { Inspection } from '../inspector/types.js';
import { fewestOf, many, mean, mostOf, percent } from '../numbers.js';
import { frameOf, place, roundTicks } from './axes.js';

/** A plot with the words above and below it. */
export interface Plot {
  title: string;
  /** HTML, escaped. */
  note: string;
  svg: string;
}

const BINS = 20;
const GROUPS = 10;
const tinted = (kind: string, text: string) =>
  `<span class="key ${kind}">${escapeHtml(text)}</span>`;

/** How many values lie in each of the bins of equal width from 0 to `to`. */
function binned(values: readonly number[], to: number): number[] {
  const counts = new Array<number>(BINS).fill(0);
  for (const value of values) counts[Math.min(BINS - 1, Math.floor((value / to) * BINS))]++;
  return counts;
}

/** A line around bars that are not filled. */
function outline(counts: number[], x: (at: number) => number, y: (count: number) => number) {
  const steps = counts.map(
    (count, at) => `L${place(x(at))} ${place(y(count))}H${place(x(at + 1))}`,
  );
  return `<path class="line other" d="M${place(x(0))} ${place(y(0))}${steps.join('')}V${place(y(0))}"/>`;
}

function bars(counts: number[], x: (at: number) => number, y: (count: number) => number): string {
  const drawn = counts.map((count, at) =>
    count === 0
      ? ''
      : `<rect class="area" x="${place(x(at) + 1)}" y="${place(y(count))}" width="${place(Math.max(1, x(at + 1) - x(at) - 2))}" height="${place(y(0) - y(count))}" rx="1.5"/>`,
  );
  return drawn.join('');
}

/** How the pictures' own CIDEr is spread, for both searches. */
export function scorePlotOf({ pictures, search, pictureProtocol }: Inspection): Plot {
  const [greedy, other] = [
    pictures.map((one) => one.greedy.scores.CIDEr),
    pictures.map((one) => one.beam.scores.CIDEr),
  ];
  const to = Math.max(1, Math.ceil(Math.max(mostOf(greedy), mostOf(other))));
  const [first, second] = [binned(greedy, to), binned(other, to)];
  const most = Math.max(...first, ...second);
  const frame = frameOf(
    { title: `CIDEr of a picture (${pictureProtocol})`, from: 0, to, ticks: roundTicks(0, to) },
    { title: 'pictures', from: 0, to: most, ticks: roundTicks(0, most) },
  );
  const x = (at: number) => frame.x((at * to) / BINS);
  const zero = greedy.filter((value) => value < 0.005).length;
  return {
    title: 'How the scores are spread',
    note: `${tinted('area', 'greedy')} and ${tinted('line', search)}. ${zero === 0 ? 'No' : `${many(zero)} of ${many(greedy.length)}`} greedy caption${zero === 0 ? '' : 's'} score${zero > 1 ? '' : 's'} 0.`,
    svg: frame.drawing(
      bars(first, x, frame.y) + outline(second, x, frame.y),
      `Histogram of the CIDEr (${pictureProtocol}) of ${many(greedy.length)} pictures, from 0 to ${to}`,
    ),
  };
}

/** How long the model's captions are, and people's. */
export function lengthPlotOf({ lengths: { model, people } }: Inspection): Plot {
  const words = Math.max(model.length, people.length);
  const sharesOf = (counts: number[]) => {
    const all = counts.reduce((sum, count) => sum + count, 0);
    return Array.from({ length: words }, (_, at) => (counts[at] ?? 0) / (all || 1));
  };
  const meanOf = (counts: number[]) =>
    counts.reduce((sum, count, at) => sum + count * at, 0) /
    counts.reduce((sum, count) => sum + count, 0);
  const [ours, theirs] = [sharesOf(model), sharesOf(people)];
  const most = Math.max(...ours, ...theirs);
  const frame = frameOf(
    { title: 'words', from: -0.5, to: words - 0.5, ticks: roundTicks(0, words - 1, 8) },
    { title: 'share of captions', from: 0, to: most, ticks: roundTicks(0, most), text: percent },
  );
  const x = (at: number) => frame.x(at - 0.5);
  return {
    title: 'How much is said',
    note: `${tinted('area', 'the model')}: ${meanOf(model).toFixed(1)} words on average. ${tinted('line', 'people')}: ${meanOf(people).toFixed(1)}.`,
    svg: frame.drawing(
      bars(ours, x, frame.y) + outline(theirs, x, frame.y),
      `Lengths of captions: the model's ${meanOf(model).toFixed(1)} words, people's ${meanOf(people).toFixed(1)}`,
    ),
  };
}

/** More dots make a page slow, and cover each other. */
const MOST_DOTS = 5000;

/** The pictures in groups of equal size by confidence, the least sure first: the means of each. */
function groupMeans(points: readonly { confidence: number; score: number }[]) {
  const sorted = [...points].sort((a, b) => a.confidence - b.confidence);
  const groups = Math.min(GROUPS, sorted.length);
  return Array.from({ length: groups }, (_, at) => {
    const group = sorted.slice(
      Math.floor((at * sorted.length) / groups),
      Math.floor(((at + 1) * sorted.length) / groups),
    );
    return {
      confidence: mean(group.map(({ confidence }) => confidence)),
      score: mean(group.map(({ score }) => score)),
    };
  });
}

/** Every picture: how sure the model was, and how it scored. Each dot opens its picture. */
export function confidencePlotOf({
  pictures,
  confidenceAgainstCider,
  pictureProtocol,
}: Inspection): Plot {
  const points = pictures.map(({ greedy: { confidence, scores } }) => ({
    ...{ confidence, score: scores.CIDEr },
  }));
  const sure = points.map(({ confidence }) => confidence);
  const [from, end] = [Math.floor(10 * fewestOf(sure)), Math.ceil(10 * mostOf(sure))];
  const to = Math.max(1, Math.ceil(mostOf(points.map(({ score }) => score))));
  const x = { from: from / 10, to: end / 10 };
  const frame = frameOf(
    { title: 'confidence of the caption', ...x, ticks: roundTicks(x.from, x.to), text: percent },
    { title: `CIDEr (${pictureProtocol})`, from: 0, to, ticks: roundTicks(0, to) },
  );
  const at = ({ confidence, score }: (typeof points)[number]) =>
    [place(frame.x(confidence)), place(frame.y(score))] as const;
  const each = Math.ceil(points.length / MOST_DOTS);
  const dots = points.map((point, of) => {
    if (of % each > 0) return '';
    const kind = pictures[of].classes.includes('good') ? 'good' : 'wrong';
    const [cx, cy] = at(point);
    return `<circle class="dot ${kind}" data-open="${of}" cx="${cx}" cy="${cy}" r="3"/>`;
  });
  const trend = groupMeans(points).map((group) => at(group).join(' '));
  return {
    title: 'Does it know when it is right?',
    note:
      `A dot is a picture${each > 1 ? `, one in ${each}` : ''}: ${tinted('full', 'no mistake found')}, ${tinted('hollow', 'some')}. Click one to open it. ` +
      `${tinted('trend', 'means')} of ten groups, from the least sure to the surest. ` +
      `Rank correlation ${confidenceAgainstCider.toFixed(2)}: 1 if surer were always better, 0 if it made no difference.`,
    svg: frame.drawing(
      `${dots.join('')}<path class="halo" d="M${trend.join('L')}"/><path class="trend" d="M${trend.join('L')}"/>`,
      `Confidence against CIDEr of ${many(pictures.length)} pictures, rank correlation ${confidenceAgainstCider.toFixed(2)}`,
    ),
  };
}

/** A reliability diagram: how sure the model was of people's next word, and how often that word came. */
export function calibrationPlotOf({ calibration: { bins, error } }: Inspection): Plot {
  const frame = frameOf(
    {
      title: 'confidence in the next word',
      from: 0,
      to: 1,
      ticks: roundTicks(0, 1),
      text: percent,
    },
    { title: 'it came', from: 0, to: 1, ticks: roundTicks(0, 1), text: percent },
  );
  const at = ({ confidence, accuracy }: (typeof bins)[number]) =>
    `${place(frame.x(confidence))} ${place(frame.y(accuracy))}`;
  const diagonal = `<path class="diagonal" d="M${place(frame.x(0))} ${place(frame.y(0))}L${place(frame.x(1))} ${place(frame.y(1))}"/>`;
  const line = `<path class="line" d="M${bins.map(at).join('L')}"/>`;
  const most = Math.max(...bins.map(({ words }) => words));
  const dots = bins.map((bin) => {
    const radius = 2.5 + 6 * Math.sqrt(bin.words / most);
    const title = `${many(bin.words)} words of ${percent(bin.from)} to ${percent(bin.to)}: ${percent(bin.accuracy)} came`;
    return `<circle class="bin" cx="${place(frame.x(bin.confidence))}" cy="${place(frame.y(bin.accuracy))}" r="${place(radius)}"><title>${title}</title></circle>`;
  });
  return {
    title: 'Are its probabilities true?',
    note:
      "The most probable next word at every place of people's captions; larger dots for more words. On the diagonal a word of 60 % comes six times in ten; " +
      `below it the model is too sure, above it too modest. Expected calibration error ${(100 * error).toFixed(1)} %.`,
    svg: frame.drawing(
      diagonal + line + dots.join(''),
      `Reliability diagram of the next words: expected calibration error ${(100 * error).toFixed(1)} %`,
    ),
  };
}
