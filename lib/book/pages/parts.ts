import { cpSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../outputs/index.js';

/** Pages that other commands make, which the book takes along where they have been made. */
export interface Part {
  /** Its folder in the book. */
  name: string;
  /** Where it lies, from the project's root. */
  from: string;
  title: string;
  about: string;
  /** The command that makes it. */
  how: string;
}

const parts: readonly Part[] = [
  {
    ...{ name: 'report', from: 'outputs/scenes/report', title: 'The inspector' },
    about:
      'The test pictures, each with what the model says, what people said, and what was likely at each word.',
    how: 'npm run notebooks',
  },
  {
    ...{ name: 'caption', from: 'outputs/scenes/web', title: 'The caption page' },
    about:
      'Give the trained model a picture, and it says what it sees, word by word, in this browser.',
    how: 'npm run notebooks',
  },
  {
    ...{ name: 'api', from: 'outputs/api', title: 'The code' },
    about: 'All public functions, room by room: what they take and what they give.',
    how: 'npm run docs',
  },
];

const isMade = ({ from }: Part) => existsSync(join(projectRoot, from, 'index.html'));

/** Copies what has been made into the book. @returns what is there, and what is not */
export function placeParts(folder: string): { placed: Part[]; missing: Part[] } {
  const placed = parts.filter(isMade);
  for (const { name, from } of placed) {
    cpSync(join(projectRoot, from), join(folder, name), { recursive: true });
  }
  return { placed, missing: parts.filter((part) => !isMade(part)) };
}
