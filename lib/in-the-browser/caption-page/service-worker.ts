/**
 * The script that keeps the page for when there is no network: what the network gives goes first, and is kept; what it
 * does not give comes from what was kept. A new version of the page has another script, and is kept anew. Caches belong to
 * a whole server: this page's are told from other pages' by its folder's address. Where the server does not isolate the
 * page from others, the script does: threads need that.
 * @param version tells the page's files from those of any other export
 * @param paths all files, from the page's folder
 */
export function serviceWorkerScript(version: string, paths: readonly string[]): string {
  return `const own = 'captionlab ' + self.registration.scope + ' ';
const name = own + ${JSON.stringify(version)};
const paths = ${JSON.stringify(['./', ...paths], null, 1)};

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(name).then((kept) => kept.addAll(paths)));
});

self.addEventListener('activate', (event) => {
  const isOld = (one) => one.startsWith(own) && one !== name;
  const drop = (names) => Promise.all(names.filter(isOld).map((one) => caches.delete(one)));
  event.waitUntil(caches.keys().then(drop));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(self.registration.scope)) return;
  const isolated = (answer) => {
    if (answer.type !== 'basic') return answer; // a way elsewhere, which must stay as it is
    const { body, status, statusText } = answer;
    const headers = new Headers(answer.headers);
    headers.set('Cross-Origin-Opener-Policy', 'same-origin');
    headers.set('Cross-Origin-Embedder-Policy', 'require-corp');
    return new Response(body, { status, statusText, headers });
  };
  const kept = async () => (await caches.open(name)).match(request, { ignoreSearch: true });
  const answer = fetch(request).catch(async () => (await kept()) ?? Response.error());
  event.respondWith(answer.then(isolated));
});
`;
}
