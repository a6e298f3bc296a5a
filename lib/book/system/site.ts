/** Where the book's files lie, for the kernel's script: ends with a slash. */
export const siteFolder = (): string => new URL('.', self.location.href).href;

/**
 * The bytes of a file of the site, at once: a thread may wait for them, and what asks for a file waits for nothing else.
 * @throws Error when it is not there
 */
export function fetchNow(address: string): Uint8Array {
  const request = new XMLHttpRequest();
  request.open('GET', address, false);
  request.responseType = 'arraybuffer';
  request.send();
  if (request.status !== 200) throw new Error(`${address} is not there (${request.status}).`);
  return new Uint8Array(request.response as ArrayBuffer);
}

/** A file of the site, from the kernel's folder. */
export async function fetchFile(name: string): Promise<Response> {
  const response = await fetch(`${siteFolder()}${name}`);
  if (!response.ok) throw new Error(`The book lacks ${name} (${response.status}).`);
  return response;
}

/** The bytes of a file that the site holds compressed. */
export async function inflated(name: string): Promise<Uint8Array> {
  const { body } = await fetchFile(name);
  if (!body) throw new Error(`The book's ${name} is empty.`);
  const whole = new Response(body.pipeThrough(new DecompressionStream('gzip')));
  return new Uint8Array(await whole.arrayBuffer());
}
