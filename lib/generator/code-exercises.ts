import { codeExercise } from '../data-understanding/index.js';

interface Question {
  read: number[];
  next: number;
}

/** Exercise 6.5: the questions of a caption. */
export const questionsOf = codeExercise({
  exercise: '6.5',
  name: 'questionsOf',
  right: (caption: number[]): Question[] =>
    caption.slice(1).map((next, i) => ({ read: caption.slice(0, i + 1), next })),
  cases: [[[9, 4, 7, 10]], [[9, 10]]],
  praise:
    'One question for each token but the first. Padded to one width, these are the rows of the table above.',
  slips: [
    {
      wrong: (caption) => caption.map((next, i) => ({ read: caption.slice(0, i), next })),
      say: 'Your first question reads nothing and asks for `startseq`. The start is given; it is never asked for.',
    },
    {
      wrong: (caption) =>
        caption.slice(1).map((next, i) => ({ read: caption.slice(0, i + 2), next })),
      say: 'The answer stands at the end of what is read. The model would learn to repeat its last word, and nothing else.',
    },
    {
      wrong: (caption) =>
        caption.slice(1, -1).map((next, i) => ({ read: caption.slice(0, i + 1), next })),
      say: 'The last question is missing. If nobody ever asks for `endseq`, the model never learns to stop.',
    },
    {
      wrong: (caption) => caption.slice(1).map((next, i) => ({ read: [caption[i]], next })),
      say: 'Your model reads the last word only. It is to read all words so far.',
    },
  ],
});

/** Cuts a list into pieces that begin so far apart. */
const pieces = <One>(list: One[], size: number, apart: number, end: number) =>
  Array.from({ length: Math.max(0, Math.ceil(end / apart)) }, (_, i) =>
    list.slice(i * apart, i * apart + size),
  );

/** Exercise 6.6: cut into batches. */
export const inBatches = codeExercise({
  exercise: '6.6',
  name: 'inBatches',
  right: (pictures: string[], size: number): string[][] =>
    pieces(pictures, size, size, pictures.length),
  cases: [
    [['a', 'b', 'c', 'd', 'e'], 2],
    [['a', 'b', 'c', 'd'], 2],
    [['a'], 3],
  ],
  praise: 'Every picture once in an epoch, and the last batch is as large as what is left.',
  slips: [
    {
      wrong: (pictures, size) =>
        pieces(pictures, size, size, size * Math.floor(pictures.length / size)),
      say: 'The pictures that do not fill a batch are lost. In an epoch every picture comes up once.',
    },
    {
      wrong: (pictures, size) => pieces(pictures, size, size, pictures.length + 1),
      say: 'Where the pictures fill all batches, an empty one comes behind. Stop as soon as none is left.',
    },
    {
      wrong: (pictures, size) => pieces(pictures, size, size, pictures.length + size),
      say: 'There is an empty batch at the end. A training step without pictures has no loss to learn from.',
    },
    {
      wrong: (pictures, size) => pieces(pictures, size, 1, pictures.length),
      say: 'Your batches overlap: each begins one picture further. The next begins where the last one ends.',
    },
    {
      wrong: (pictures, size) =>
        pieces(
          pictures,
          Math.ceil(pictures.length / size),
          Math.ceil(pictures.length / size),
          pictures.length,
        ),
      say: 'You make `size` batches. `size` is how many pictures are in one.',
    },
  ],
});
