import { escapeHtml } from '../../display/escape.js';
import type { Inspection, ScoreLine } from '../inspector/types.js';
import { many, percent, scoreText } from '../numbers.js';
import { type PublishedMetric, publishedMetrics } from '../score-captions.js';

/** What a protocol does, in a few words. */
export const protocolWords: Record<ScoreLine['protocol'], string> = {
  coco: 'as papers report: full references, lower-case, no punctuation',
  tutorial: "the tutorial's cleaning on both sides: no “a”",
  markers: 'start and end markers counted as words',
};

/** Hidden on narrow screens. */
const minor: ReadonlySet<string> = new Set(['BLEU-1', 'BLEU-2', 'BLEU-3', 'length']);
const numberClass = (column: string) => (minor.has(column) ? 'number minor' : 'number');

function cell({ scores, intervals }: ScoreLine, metric: PublishedMetric): string {
  const range = intervals?.[metric];
  const between = range ? `<small>${scoreText(range.low)}–${scoreText(range.high)}</small>` : '';
  return `<td class="${numberClass(metric)}">${scoreText(scores[metric])}${between}</td>`;
}

function row(line: ScoreLine, search: string): string {
  const ours = line.system === 'greedy' || line.system === search;
  const says = line.says ? `<small>“${escapeHtml(line.says)}”</small>` : '';
  const name = `${ours ? 'model, ' : ''}${escapeHtml(line.system.replace('beam ', 'beam\u00a0'))}${says}`;
  const cells = publishedMetrics.map((metric) => cell(line, metric)).join('');
  return `<tr${ours ? ' class="ours"' : ''}><th scope="row">${name}</th>${cells}<td class="${numberClass('length')}">${line.length.toFixed(2)}</td></tr>`;
}

/** The score table: every protocol a group of rows. */
export function scoreTableHtml({ lines, search }: Inspection): string {
  const names = [...new Set(lines.map(({ protocol }) => protocol))];
  const heads = [...publishedMetrics, 'length']
    .map((name) => `<th scope="col" class="${numberClass(name)}">${name}</th>`)
    .join('');
  const groups = names.map((protocol) => {
    const rows = lines
      .filter((line) => line.protocol === protocol)
      .map((line) => row(line, search));
    const title = `Protocol <b>${protocol}</b>: ${escapeHtml(protocolWords[protocol])}`;
    return `<tbody><tr class="group"><th colspan="${publishedMetrics.length + 2}" scope="rowgroup">${title}</th></tr>${rows.join('')}</tbody>`;
  });
  return `<div class="scroll" tabindex="0" role="region" aria-label="Score table"><table class="score-table"><thead><tr><th scope="col">captions</th>${heads}</tr></thead>${groups.join('')}</table></div>`;
}

/** The few numbers that one wants first. */
export function figuresHtml({ lines, search, pictures, pictureProtocol }: Inspection): string {
  const line = (system: string) =>
    lines.find((one) => one.system === system && one.protocol === pictureProtocol);
  const [greedy, person, constant] = ['greedy', 'a person', 'constant caption'].map(line);
  const good = pictures.filter(({ classes }) => classes.includes('good')).length;
  const score = (metric: PublishedMetric) => {
    const others = [
      person && `a person ${scoreText(person.scores[metric])}`,
      constant && `without looking ${scoreText(constant.scores[metric])}`,
    ];
    return keyFigureHtml(
      `${metric} (greedy, ${pictureProtocol})`,
      greedy ? scoreText(greedy.scores[metric]) : '',
      others.filter(Boolean).join(' · '),
    );
  };
  const same = pictures.filter(
    ({ greedy: a, beam: b }) =>
      a.words.map(({ word }) => word).join(' ') === b.words.map(({ word }) => word).join(' '),
  ).length;
  return [
    score('CIDEr'),
    score('BLEU-4'),
    keyFigureHtml(
      'no mistake found',
      percent(good / pictures.length),
      `${many(good)} of ${many(pictures.length)} greedy captions`,
    ),
    keyFigureHtml(
      `${search} agrees`,
      percent(same / pictures.length),
      'captions that both searches found',
    ),
  ].join('');
}

/** A number that one wants first, with its name and a note. */
export const keyFigureHtml = (name: string, value: string, note: string) =>
  `<div class="figure"><dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}<small>${escapeHtml(note)}</small></dd></div>`;
