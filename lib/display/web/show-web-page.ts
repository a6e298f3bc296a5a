import { shortPath } from '../../outputs';
import { escapeHtml } from '../escape';
import { show } from '../show';

const HEIGHT = 900;

/**
 * Shows a page that is being served in a frame. It lives as long as this kernel does.
 * @param address from `serveFolder`
 */
export function showWebPage(address: string, folder: string): void {
  const source = escapeHtml(address);
  show({
    html: `<iframe src="${source}" title="The page that captions pictures" width="100%" height="${HEIGHT}" style="border:1px solid rgba(128,138,150,.28);border-radius:8px" allow="camera; clipboard-write"></iframe><p>${escapeHtml(shortPath(folder))}, served at <a href="${source}" target="_blank" rel="noopener">${source}</a> by this notebook's kernel.</p>`,
    title: `page: ${address}`,
  });
}
