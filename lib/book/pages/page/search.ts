import MiniSearch from 'minisearch';
import { SEARCH_FILE, searchOptions } from '../search-options.js';

interface Found {
  href: string;
  notebook: string;
  heading: string;
}

const MOST = 12;
const holder = globalThis as { captionlabIndex?: string };

/** Brings the index when somebody begins to search: the page itself stays small. */
function bringIndex(): Promise<MiniSearch> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = SEARCH_FILE;
    script.onload = () => resolve(MiniSearch.loadJSON(holder.captionlabIndex ?? '', searchOptions));
    script.onerror = () => reject(new Error(`${SEARCH_FILE} is not there`));
    document.head.append(script);
  });
}

function itemOf({ href, notebook, heading }: Found): HTMLLIElement {
  const item = document.createElement('li');
  const link = document.createElement('a');
  link.href = href;
  link.textContent = heading;
  const where = document.createElement('small');
  where.textContent = notebook;
  item.append(link, ' ', where);
  return item;
}

/** Shows the sections that hold what is typed, the best first. */
export function searchAsOneTypes(): void {
  const field = document.querySelector<HTMLInputElement>('#search');
  const list = document.querySelector('#found');
  const said = document.querySelector('#said');
  if (!field || !list || !said) return;
  let index: Promise<MiniSearch> | undefined;
  field.addEventListener('input', async () => {
    index ??= bringIndex();
    const words = field.value.trim();
    const found = words === '' ? [] : (await index).search(words);
    if (words !== field.value.trim()) return; // typed on meanwhile
    list.replaceChildren(...found.slice(0, MOST).map((one) => itemOf(one as unknown as Found)));
    said.textContent =
      words === '' ? '' : `${found.length === 0 ? 'No' : found.length} sections found`;
  });
}
