/**
 * Has the book's service worker keep what is looked at in this browser.
 * @param script its address
 * @param all whether it is to keep the rest of the book too
 */
export async function keepBook(script: string, all: boolean): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  await navigator.serviceWorker.register(script);
  const { active } = await navigator.serviceWorker.ready;
  if (all) active?.postMessage('keep');
}
