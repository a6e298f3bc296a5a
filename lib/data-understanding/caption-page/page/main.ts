import { byId, element } from '../../../display/page/element.js';
import { picturePath } from '../../../display/picture-path.js';
import type { KeptPicture } from '../kept-captions.js';
import { focusedField, focusField, isEmptyField, putSuggestion, showFields } from './fields.js';
import { ask, keep, keptPictures, troubleOf } from './keep.js';

const which = byId<HTMLSelectElement>('which');
const image = byId<HTMLImageElement>('picture');
const suggestButton = byId<HTMLButtonElement>('suggest');

let pictures: KeptPicture[] = [];
/** Which picture is shown. */
let at = 0;

const say = (text: string) => {
  byId('said').textContent = text;
};
const optionText = ({ name, captions }: KeptPicture) =>
  captions.length > 0 ? `${name} (${captions.length})` : name;

/** How far one has come. */
function count(): void {
  const done = pictures.filter(({ captions }) => captions.length > 0).length;
  const written = pictures.reduce((sum, { captions }) => sum + captions.length, 0);
  byId('count').textContent =
    `${done} of ${pictures.length} pictures have captions, ${written} in all`;
  byId('done').style.width = `${(100 * done) / Math.max(1, pictures.length)}%`;
  byId('all').hidden = done < pictures.length;
  byId<HTMLButtonElement>('gap').disabled = done === pictures.length;
}

/** The address says where one is, so that a reload goes on there. */
const noteWhere = () =>
  history.replaceState(
    null,
    '',
    `#${focusedField() || 1}/${encodeURIComponent(pictures[at].name)}`,
  );

function open(place: number, field = 1): void {
  at = place;
  const picture = pictures[at];
  which.selectedIndex = at;
  byId('title').textContent = `Picture ${at + 1} of ${pictures.length}`;
  byId('unread').hidden = true;
  image.hidden = false;
  image.alt = picture.name;
  image.src = picturePath('pictures', picture.name);
  byId<HTMLButtonElement>('before').disabled = at === 0;
  byId<HTMLButtonElement>('after').disabled = at === pictures.length - 1;
  showFields(picture.captions, field, (captions) => {
    picture.captions = captions;
    which.options[pictures.indexOf(picture)].textContent = optionText(picture);
    keep(picture);
    count();
  });
  say(`Picture ${at + 1} of ${pictures.length}, ${picture.name}`);
  noteWhere();
  const next = pictures[at + 1];
  if (next) new Image().src = picturePath('pictures', next.name);
}

function turn(by: 1 | -1): void {
  if (pictures[at + by]) open(at + by);
  else say(by > 0 ? 'This is the last picture.' : 'This is the first picture.');
}

/** The next picture without captions, from the one behind this on. */
function openGap(): void {
  const places = pictures.map((_, i) => (at + 1 + i) % pictures.length);
  const gap = places.find((place) => pictures[place].captions.length === 0);
  if (gap !== undefined) open(gap);
  else say('Every picture has a caption.');
}

/** Puts a caption that the model says of the picture and that nobody wrote yet. */
async function suggest(): Promise<void> {
  if (suggestButton.getAttribute('aria-disabled') === 'true') return;
  const { name } = pictures[at];
  suggestButton.setAttribute('aria-disabled', 'true');
  byId('trouble').textContent = '';
  suggestButton.textContent = 'The model is looking …';
  say('The model is looking');
  try {
    const said = await ask<string[]>('suggest', { name });
    if (pictures[at].name === name) put(said);
  } catch (error) {
    byId('trouble').textContent = troubleOf(error);
  }
  suggestButton.removeAttribute('aria-disabled');
  suggestButton.textContent = 'Suggest a caption';
}

function put(said: readonly string[]): void {
  const written = pictures[at].captions.map(({ text }) => text.trim());
  const text = said.find((one) => !written.includes(one));
  if (text === undefined) {
    byId('trouble').textContent = 'The model has nothing else to say of this picture.';
  } else if (putSuggestion(text)) say(`The model suggests: ${text}`);
  else byId('trouble').textContent = 'All captions are written: empty one first.';
}

/** On: the next field, or the next picture where nothing is left to write. */
function goOn(): void {
  const field = focusedField();
  if (isEmptyField(field) || !focusField(field + 1)) turn(1);
}

/** Back: the field before, or the picture before. */
function goBack(): void {
  if (focusedField() <= 1) turn(-1);
  else focusField(focusedField() - 1);
}

function onEnter(event: KeyboardEvent): (() => void) | undefined {
  if (event.ctrlKey || event.metaKey) return event.shiftKey ? openGap : () => void suggest();
  if (focusedField() === 0) return undefined; // a button's, or a list's
  return event.shiftKey ? goBack : goOn;
}

document.addEventListener('keydown', (event) => {
  if (event.isComposing || event.keyCode === 229) return; // the keys are an input method's
  if (event.altKey || document.activeElement === which) return;
  const page = !event.ctrlKey && !event.metaKey && !event.shiftKey;
  const does =
    event.key === 'Enter'
      ? onEnter(event)
      : page && event.key === 'PageDown'
        ? () => turn(1)
        : page && event.key === 'PageUp'
          ? () => turn(-1)
          : undefined;
  if (!does) return;
  event.preventDefault();
  does();
});

byId('captions').addEventListener('focusin', noteWhere);
which.addEventListener('change', () => open(which.selectedIndex));
byId('before').addEventListener('click', () => turn(-1));
byId('after').addEventListener('click', () => turn(1));
byId('gap').addEventListener('click', openGap);
suggestButton.addEventListener('click', () => void suggest());
image.addEventListener('error', () => {
  image.hidden = true;
  byId('unread').hidden = false;
});

/** Where the address says that one was; else at the first picture without captions. */
function begin(): void {
  const [, field, name] = /^#(\d+)\/(.+)$/.exec(location.hash) ?? [];
  const known = pictures.findIndex((one) => encodeURIComponent(one.name) === name);
  const gap = pictures.findIndex(({ captions }) => captions.length === 0);
  open(Math.max(0, known >= 0 ? known : gap), known >= 0 ? Number(field) : 1);
}

keptPictures()
  .then((found) => {
    pictures = found;
    which.replaceChildren(...pictures.map((one) => element('option', {}, optionText(one))));
    count();
    begin();
    (document.querySelector('main') as HTMLElement).removeAttribute('aria-busy');
    document.documentElement.dataset.ready = 'true';
  })
  .catch((error) => {
    byId('trouble').textContent = troubleOf(error);
  });
