// Makes the book, a static site: npm run book. As a folder for a USB stick: npm run book -- --stick
import { join } from 'node:path';
import { bookSize, MOST_BYTES } from '../lib/book/book-size.js';
import { writeBook } from '../lib/book/write-book.js';
import { writeStick } from '../lib/book/write-stick.js';
import { projectRoot } from '../lib/outputs/index.js';

const isStick = process.argv.includes('--stick');
const folder = join(projectRoot, 'outputs', isStick ? 'book-stick' : 'book');
const missing = await (isStick ? writeStick : writeBook)(folder);
const { bytes, folders } = bookSize(folder);
const megabytes = (count: number) => `${(count / 1e6).toFixed(1)} MB`;
console.log(`The book is in ${folder}: ${megabytes(bytes)}.`);
for (const { title, from, how } of missing) {
  console.log(`It goes without "${title}" (${from}): make it first by \`${how}\`.`);
}
if (bytes > MOST_BYTES) {
  const parts = folders.map(({ name, bytes }) => `${name} ${megabytes(bytes)}`).join(', ');
  console.error(`That is more than ${megabytes(MOST_BYTES)}: ${parts}.`);
  process.exitCode = 1;
}
