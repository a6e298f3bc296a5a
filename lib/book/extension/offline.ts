/** Has the book's service worker keep the whole book in this browser. @param script its address */
export async function keepBook(script: string): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  await navigator.serviceWorker.register(script);
  const { active } = await navigator.serviceWorker.ready;
  active?.postMessage('keep');
}
