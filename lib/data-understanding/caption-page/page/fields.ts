import { byId, element } from '../../../display/page/element.js';
import type { KeptCaption } from '../kept-captions.js';

/** Captions of a picture, as in Flickr8k. */
const FIELDS = 5;

const list = byId('captions');
const { language } = JSON.parse(byId('data').textContent ?? '') as { language?: string };

const marks: Record<KeptCaption['by'], string> = {
  person: '',
  model: 'suggested by the model',
  'model, edited': 'suggested by the model, changed by you',
};

let onChange: (captions: KeptCaption[]) => void = () => {};

const fields = () => Array.from(list.querySelectorAll('textarea'));

/** As high as its text. */
function fit(field: HTMLTextAreaElement): void {
  field.style.height = 'auto';
  field.style.height = `${field.scrollHeight + 2}px`;
}

function mark(field: HTMLTextAreaElement, by: KeptCaption['by']): void {
  field.dataset.by = by;
  const item = field.closest('li') as HTMLElement;
  item.classList.toggle('suggested', by !== 'person');
  (item.querySelector('.mark') as HTMLElement).textContent = marks[by];
}

/** What stands in the fields, without the empty ones. */
const written = (): KeptCaption[] =>
  fields()
    .map(({ value, dataset }) => ({ text: value, by: dataset.by as KeptCaption['by'] }))
    .filter(({ text }) => text.trim() !== '');

function onInput({ target }: Event): void {
  const field = target as HTMLTextAreaElement;
  if (/[\r\n]/.test(field.value)) field.value = field.value.replace(/\s*[\r\n]+\s*/g, ' '); // pasted
  const { by } = field.dataset;
  if (field.value.trim() === '') mark(field, 'person');
  else if (by === 'model') mark(field, 'model, edited');
  fit(field);
  onChange(written());
}

function fieldOf(number: number, caption?: KeptCaption): HTMLLIElement {
  const id = `caption-${number}`;
  const field = element('textarea', {
    ...{ id, rows: 1, dir: 'auto', lang: language, maxlength: 1000, autocomplete: 'off' },
    ...{ spellcheck: 'true', 'aria-describedby': `${id}-mark` },
  });
  field.value = caption?.text ?? '';
  const label = element('label', { for: id }, element('span', { class: 'unseen' }, 'Caption '));
  label.append(String(number));
  const item = element(
    'li',
    {},
    label,
    field,
    element('span', { class: 'mark', id: `${id}-mark` }),
  );
  mark(field, caption?.by ?? 'person');
  return item;
}

/** Shows the captions of a picture in fields, the one of this number in focus; `change` hears of all that is written. */
export function showFields(
  captions: readonly KeptCaption[],
  focused: number,
  change: (captions: KeptCaption[]) => void,
): void {
  onChange = change;
  const count = Math.max(FIELDS, captions.length);
  list.replaceChildren(...Array.from({ length: count }, (_, at) => fieldOf(at + 1, captions[at])));
  fields().forEach(fit);
  focusField(focused);
}

/** Which field is in focus, from 1; 0 where none is. */
export const focusedField = () =>
  fields().indexOf(document.activeElement as HTMLTextAreaElement) + 1;

/** Puts a field in focus, what is written in it behind the caret; false where there is none of this number. */
export function focusField(number: number): boolean {
  const field = fields()[number - 1];
  field?.focus();
  field?.setSelectionRange(field.value.length, field.value.length);
  return field !== undefined;
}

/** Whether nothing is written in a field. */
export const isEmptyField = (number: number) => fields()[number - 1]?.value.trim() === '';

/** Puts a suggestion into the field in focus where that is empty, else into the first empty one; false where none is. */
export function putSuggestion(text: string): boolean {
  const empty = fields().filter(({ value }) => value.trim() === '');
  const field = empty.find((one) => one === document.activeElement) ?? empty[0];
  if (!field) return false;
  field.value = text;
  mark(field, 'model');
  fit(field);
  focusField(fields().indexOf(field) + 1);
  onChange(written());
  return true;
}

list.addEventListener('input', onInput);
addEventListener('resize', () => fields().forEach(fit));
