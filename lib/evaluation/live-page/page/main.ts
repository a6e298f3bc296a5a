import { byId } from '../../../display/page/element.js';
import { picturePath } from '../../../display/picture-path.js';
import type { Patch } from '../../what-if/cover.js';
import type { Answer, Question } from '../questions.js';
import { wirePatch } from './patch.js';
import { captionOf, type Told, tell } from './tell.js';

const { pictures } = JSON.parse(byId('data').textContent ?? '') as { pictures: string[] };
/** The picture's id: another is chosen by a part of it. */
const which = byId<HTMLInputElement>('which');
/** A list of all of COCO's pictures would take seconds to open. */
const MOST_SUGGESTED = 50;
const story = document.querySelector('.story') as HTMLElement;

/** The model's own caption of the whole picture. */
let whole: Answer | undefined;
let shown = pictures[0];
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
  const picture = shown;
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
  shown = id;
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

/** The first pictures whose ids contain some text, in small letters or large. */
function matches(text: string): string[] {
  const wanted = text.trim().toLowerCase();
  const found: string[] = [];
  for (const id of pictures) {
    if (id.toLowerCase().includes(wanted)) found.push(id);
    if (found.length === MOST_SUGGESTED) break;
  }
  return found;
}

function suggest(text: string): void {
  byId('ids').replaceChildren(...matches(text).map((id) => new Option(id)));
}

/** Opens the picture with the id that was typed or chosen, or the first that contains it. */
function choose(): void {
  const typed = which.value.trim();
  const id = pictures.includes(typed) ? typed : matches(typed)[0];
  if (id !== undefined) open(id);
  else {
    which.value = shown;
    byId('trouble').textContent = `No picture’s id contains “${typed}”.`;
  }
}

which.addEventListener('focus', () => {
  which.select();
  suggest('');
});
which.addEventListener('input', () => suggest(which.value));
which.addEventListener('change', choose);
for (const [id, by] of [
  ['before', -1],
  ['next', 1],
] as const) {
  byId(id).addEventListener('click', () => open(pictures[pictures.indexOf(shown) + by]));
}
byId('back').addEventListener('click', () => {
  beginning = [];
  void update();
  byId('says').querySelector('button')?.focus();
});
open(pictures[0]);
document.documentElement.dataset.ready = 'true';
