import { join } from 'node:path';
import { escapeHtml } from '../display/escape.js';
import { plainPageHtml } from '../display/page-frame.js';
import { plainPageStyle } from '../kernel/notebook-page/page-assets.js';
import { exerciseNumbers, exercisesOf, type MetHint, metHints, pointsOf } from './class-table.js';
import type { ExerciseRecord, ExerciseState } from './exercise-record.js';
import type { Pupil } from './pupils.js';

const marks: Record<ExerciseState, { sign: string; name: string }> = {
  right: { sign: '✓', name: 'right' },
  'not yet': { sign: '✗', name: 'wrong' },
  'not begun': { sign: '·', name: 'blank' },
};

const pupilsText = (count: number) => `${count} ${count === 1 ? 'pupil' : 'pupils'}`;
const triesText = (tries: number) => (tries > 1 ? `${tries} tries` : '');

function stateHtml(record: ExerciseRecord | undefined): string {
  if (!record) return '<td class="state"></td>';
  const { sign, name } = marks[record.state];
  const said = [record.state, triesText(record.tries), ...record.hints].filter(Boolean).join('. ');
  const tries = record.tries > 1 ? ` <small>${record.tries}</small>` : '';
  return `<td class="state ${name}" title="${escapeHtml(said)}"><span aria-hidden="true">${sign}${tries}</span><span class="hidden">${escapeHtml(said)}</span></td>`;
}

function pupilHtml(pupil: Pupil, numbers: readonly string[]): string {
  const all = exercisesOf(pupil);
  const { points, of } = pointsOf(all);
  const states = numbers.map((number) => stateHtml(all.find((one) => one.exercise === number)));
  return `<tr><th scope="row">${escapeHtml(pupil.name)}</th><td class="number">${points} of ${of}</td>${states.join('')}</tr>`;
}

const hintHtml = ({ exercise, hint, pupils }: MetHint) =>
  `<tr><th scope="row">${escapeHtml(exercise)}</th><td class="number">${pupils.length}</td><td>${escapeHtml(hint)}</td><td>${escapeHtml(pupils.join(', '))}</td></tr>`;

function hintsHtml(hints: readonly MetHint[]): string {
  if (hints.length === 0) return '<p class="about">None yet.</p>';
  return `<div class="scroll" tabindex="0" role="region" aria-label="Hints met"><table class="hints"><thead><tr><th scope="col">exercise</th><th scope="col" class="number">pupils</th><th scope="col">hint</th><th scope="col">who</th></tr></thead><tbody>${hints.map(hintHtml).join('\n')}</tbody></table></div>`;
}

/** The page of a class: what each pupil has done, and which hints were met. It needs nothing but itself. */
export function classPage(pupils: readonly Pupil[], day: string): string {
  const numbers = exerciseNumbers(pupils);
  const heads = numbers.map((number) => `<th scope="col">${escapeHtml(number)}</th>`).join('');
  const body = `<main>
<h1>The class</h1>
<p class="about">What the saved notebooks of ${pupilsText(pupils.length)} say, read on ${escapeHtml(day)}; nothing was run. ✓ is right, ✗ not yet, · not begun; a small number tells how many answers were tried.</p>
<div class="scroll" tabindex="0" role="region" aria-label="Exercises of each pupil"><table class="points"><thead><tr><th scope="col">pupil</th><th scope="col" class="number">points</th>${heads}</tr></thead><tbody>${pupils.map((pupil) => pupilHtml(pupil, numbers)).join('\n')}</tbody></table></div>
<h2>Hints met</h2>
<p class="about">The misconceptions of this class, those first that most have met. What each exercise is for stands in the plan for teachers.</p>
${hintsHtml(metHints(pupils))}
</main>`;
  return plainPageHtml(
    'The class · captionlab',
    plainPageStyle(join(import.meta.dirname, 'class.css')),
    body,
  );
}
