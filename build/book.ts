// Makes the book, a static site: npm run book
import { join } from 'node:path';
import { writeBook } from '../lib/book/index.js';
import { projectRoot } from '../lib/outputs/index.js';

const folder = join(projectRoot, 'outputs', 'book');
await writeBook(folder);
console.log(`The book is in ${folder}.`);
