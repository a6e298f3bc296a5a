interface Cell {
  cell_type: string;
  source: string | string[];
}

/** Which notebook it is: its file's name without an ending, and that of the one after it. */
export interface PlaceInBook {
  name: string;
  next?: string;
}

const textOf = ({ source }: Cell) => [source].flat().join('');
const visible = (text: string) => text.replace(/<!--[\s\S]*?-->/g, '');

/** The four lines that end the first cell, in their order. */
const PROMISES = [
  /^\*\*You will be able to\*\* \S.* · /s,
  /^\*\*You need\*\* \S/,
  /^\*\*It makes\*\* \S/,
  /^\*\*It takes\*\* about [\d.]+ (seconds|minutes?) on \S+ cores? with(out)? a GPU\b/,
];
const names = [
  'You will be able to',
  'You need',
  'It makes',
  'It takes about … on … cores without a GPU',
];

/** What a section holds: from its heading to the next as high, in the text cells. */
function sectionOf(prose: string, heading: string): string | undefined {
  const [, ...rest] = prose.split(new RegExp(`^## ${heading} *$`, 'm'));
  return rest.length === 1 ? rest[0].split(/^##? /m)[0] : undefined;
}

const bulletsOf = (text: string) => text.match(/^[-*] .*(?:\n(?!\s*\n|[-*] |#).*)*/gm) ?? [];

function openingFaults(text: string, number: string): string[] {
  const [title, ...paragraphs] = text.trim().split(/\n\s*\n/);
  const faults: string[] = [];
  if (!new RegExp(`^# ${number} · \\S[^\\n]*$`).test(title))
    faults.push(`its first line is not "# ${number} · Title"`);
  const promises = paragraphs.slice(-PROMISES.length);
  const hooks = paragraphs.length - promises.length;
  PROMISES.forEach((pattern, i) => {
    if (!pattern.test(promises[i] ?? ''))
      faults.push(`its first cell does not end as it should: "${names[i]}"`);
  });
  if (hooks < 1 || hooks > 2) faults.push(`${hooks} paragraphs lead into it: one or two should`);
  return faults;
}

function exerciseFaults(exercises: string, number: number): string[] {
  const found = [...exercises.matchAll(/^### (.*)$/gm)].map(([, heading]) => heading.trim());
  if (found.length === 0) return ['it has no exercises'];
  const faults =
    found.at(-1) === 'Experiment' ? [] : ['its exercises do not end with an Experiment'];
  return [
    ...faults,
    ...found
      .slice(0, found.length - 1 + faults.length)
      .filter((heading, i) => heading !== `Exercise ${number}.${i + 1}`)
      .map((heading) => `an exercise is called "${heading}"`),
  ];
}

function endFaults(last: string, next: string | undefined): string[] {
  const link = next?.replaceAll('.', '\\.') ?? '01-[\\w-]+';
  const leads = new RegExp(
    next
      ? `^\\*\\*Next:\\*\\* \\[\\d\\d · [^\\]]+\\]\\(${link}\\.ipynb\\)`
      : `\\]\\(${link}\\.ipynb\\)`,
  );
  return leads.test(last.trim())
    ? []
    : [`its last cell does not lead on to ${next ?? 'the start'}`];
}

/** What in a notebook goes against the house style: how it opens, what it ends with, where it leads on to. */
export function styleFaults(cells: readonly Cell[], { name, next }: PlaceInBook): string[] {
  const texts = cells
    .filter(({ cell_type }) => cell_type === 'markdown')
    .map((one) => visible(textOf(one)));
  const [number] = name.split('-');
  const prose = texts.join('\n\n');
  const [summary, exercises, sources] = ['Summary', 'Exercises', 'Sources'].map((one) =>
    sectionOf(prose, one),
  );
  const faults = openingFaults(cells[0]?.cell_type === 'markdown' ? texts[0] : '', number);
  if (summary === undefined) faults.push('it has no section Summary, or two');
  else if (bulletsOf(summary).length !== 5)
    faults.push(`its summary has ${bulletsOf(summary).length} bullets, not five`);
  if (exercises === undefined) faults.push('it has no section Exercises, or two');
  else faults.push(...exerciseFaults(exercises, Number(number)));
  if (sources === undefined) faults.push('it has no section Sources, or two');
  else {
    const bullets = bulletsOf(sources);
    const linked = (bullet: string) => /\]\(\S+\)|<https?:/.test(bullet);
    if (bullets.length === 0) faults.push('it names no sources');
    faults.push(
      ...bullets.filter((one) => !linked(one)).map((one) => `a source has no link: ${one}`),
    );
  }
  const order = [...prose.matchAll(/^## (Summary|Exercises|Sources) *$/gm)].map(
    ([, heading]) => heading,
  );
  if (order.join() !== 'Summary,Exercises,Sources') faults.push(`it ends with ${order.join(', ')}`);
  const last = cells.at(-1);
  return [
    ...faults,
    ...endFaults(last?.cell_type === 'markdown' ? (texts.at(-1) ?? '') : '', next),
  ];
}
