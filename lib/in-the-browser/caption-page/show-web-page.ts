import { escapeHtml, scriptJson } from '../../display/escape.js';
import { show } from '../../display/show.js';
import { shortPath } from '../../outputs/index.js';

const HEIGHT = 900;

/** Puts a frame in place of the words beside it, if the page can be reached from here. Runs in the notebook's page. */
const frameScript = (address: string) => `(() => {
const place = document.currentScript.previousElementSibling;
const address = ${scriptJson(address)};
fetch(address, { mode: 'no-cors' }).then(() => {
const frame = document.createElement('iframe');
Object.assign(frame, { src: address, title: 'The page that captions pictures', width: '100%', height: ${HEIGHT}, allow: 'camera; clipboard-write' });
frame.style.border = '1px solid rgba(128,138,150,.28)';
frame.style.borderRadius = '8px';
place.replaceChildren(frame);
}, () => {});
})()`;

/**
 * Shows a page that is being served in a frame. It lives as long as this kernel does; where it cannot be reached, words
 * say how to see it.
 * @param address from `serveFolder`
 */
export function showWebPage(address: string, folder: string): void {
  const source = escapeHtml(address);
  const words =
    'Here the page is shown while the notebook is open and its kernel runs on the same machine as your browser. ' +
    'Otherwise <code>npx captionlab web --serve</code> shows it.';
  show({
    html: `<div><p class="cl-quiet">${words}</p></div><script>${frameScript(address)}</script><p>${escapeHtml(shortPath(folder))}, served at <a href="${source}" target="_blank" rel="noopener">${source}</a> by this notebook's kernel.</p>`,
    title: `page: ${address}`,
  });
}
