import { byId } from '../../../display/page/element.js';
import { picturePath } from '../../report-page/page-data.js';
import type { Patch } from '../../what-if/cover.js';
import type { Answer, Question } from '../questions.js';
import { wirePatch } from './patch.js';
import { captionOf, type Told, tell } from './tell.js';

const { pictures } = JSON.parse(byId('data').textContent ?? '') as { pictures: string[] };
const which = byId<HTMLSelectElement>('which');
const story = document.querySelector('.story') as HTMLElement;

/** The model's own caption of the whole picture. */
let whole: Answer | undefined;
let patch: Patch | undefined;
let beginning: string[] = [];
let asked = 0;

async function ask(question: Question): Promise<Answer> {
  const response = await fetch('ask', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(question),
  });
  const answer = (await response.json()) as Answer & { error?: string };
  if (answer.error !== undefined) throw new Error(answer.error);
  return answer;
}

/** Asks for the caption as things stand, and shows it; a later question overtakes an earlier one. */
async function update(): Promise<void> {
  const turn = ++asked;
  story.setAttribute('aria-busy', 'true');
  const picture = which.value;
  try {
    const known = whole;
    const of = known?.words.map(({ word }) => word);
    const answer = await ask({ picture, patch, beginning, of });
    if (turn !== asked) return;
    if (!known) whole = answer;
    byId('patch').style.background = answer.colour;
    byId('trouble').textContent = '';
    const told: Told = {
      answer,
      whole: whole as Answer,
      isCovered: patch !== undefined,
      beginning,
    };
    tell(told, (words) => {
      beginning = words;
      void update();
    });
  } catch (error) {
    if (turn !== asked) return;
    byId('trouble').textContent =
      error instanceof TypeError
        ? 'Nobody answers: has the command been stopped?'
        : String((error as Error).message);
  }
  story.setAttribute('aria-busy', 'false');
}

const cover = wirePatch((next) => {
  patch = next;
  void update();
});

function open(id: string): void {
  which.value = id;
  const at = pictures.indexOf(id);
  byId<HTMLButtonElement>('before').disabled = at <= 0;
  byId<HTMLButtonElement>('next').disabled = at >= pictures.length - 1;
  const image = byId<HTMLImageElement>('picture');
  image.src = picturePath('pictures', id);
  image.alt = id;
  cover.clear();
  [whole, patch, beginning] = [undefined, undefined, []];
  void update().then(() => {
    if (whole) image.alt = `${id}: ${captionOf(whole)}`;
  });
}

which.addEventListener('change', () => open(which.value));
for (const [id, by] of [
  ['before', -1],
  ['next', 1],
] as const) {
  byId(id).addEventListener('click', () => open(pictures[pictures.indexOf(which.value) + by]));
}
byId('back').addEventListener('click', () => {
  beginning = [];
  void update();
  byId('says').querySelector('button')?.focus();
});
open(pictures[0]);
document.documentElement.dataset.ready = 'true';
