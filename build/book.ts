// Makes the book, a static site: npm run book. As a folder for a USB stick: npm run book -- --stick
import { join } from 'node:path';
import { writeBook } from '../lib/book/write-book.js';
import { writeStick } from '../lib/book/write-stick.js';
import { projectRoot } from '../lib/outputs/index.js';

const isStick = process.argv.includes('--stick');
const folder = join(projectRoot, 'outputs', isStick ? 'book-stick' : 'book');
await (isStick ? writeStick : writeBook)(folder);
console.log(`The book is in ${folder}.`);
