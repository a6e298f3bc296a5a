// The program and the list of its commands, in plain JavaScript: the list is shown at once, before anything loads TypeScript
// or TensorFlow.
import { Command } from 'commander';

/** What each command does. `ofClone`: it works on a clone's notebooks, sources and benchmarks, which the package does not hold. */
export const commands = {
  start: {
    about: 'open the notebooks in JupyterLab; installs it if it is not here',
    ofClone: true,
  },
  notebooks: {
    about: 'execute the notebooks without a browser: a page of each, and an index',
    ofClone: true,
  },
  kernel: { about: "install the notebooks' kernel for this user's own Jupyter", ofClone: true },
  class: {
    about: 'how far the exercises are: your own, or those of a class, from saved notebooks',
    ofClone: true,
  },
  fetch: { about: "download data sets, word vectors and encoders' weights" },
  dataset: { about: 'data sets of your own' },
  encode: {
    about:
      "encode a data set's pictures; goes on where an earlier run stopped, and encodes again what has changed",
  },
  quantise: { about: "make an encoder's network smaller and faster: in 8 bits" },
  queue: { about: 'how far the queues of pictures are that `encode --queue` works on' },
  features: { about: 'take features to other programs, or from them, or from other machines' },
  caption: { about: "caption pictures by a data set's trained model" },
  stats: { about: "count a data set's captions and words" },
  score: {
    about: 'score captions against references: BLEU, ROUGE-L and CIDEr as papers report them',
  },
  train: { about: "train a model on a data set's captions; what is missing before is made" },
  runs: { about: 'list the trained models of a data set, with settings, dev loss, size and time' },
  search: { about: 'try trainings with other settings and rank them by CIDEr on the dev pictures' },
  rerank: { about: 'find on dev how to choose among the beams, for `evaluate --rerank`' },
  evaluate: {
    about: 'caption a split, score the captions, and write a page to inspect every picture',
  },
  join: { about: 'take in the parts of captions or scores that other machines made' },
  find: {
    about: 'look for pictures by what they show; without a query, measure how well they are found',
  },
  inspect: { about: 'cover a part of a picture, or put another word, and see what the model says' },
  pack: {
    about: 'pack a trained model with its encoder into a small folder that captions anywhere',
  },
  web: { about: 'export the trained model as a page that captions pictures in the browser' },
  doctor: {
    about: 'what this machine has, which engine runs and why, and what to type to mend the rest',
  },
  bundle: {
    about: 'pack all of it for machines without a network: packages, Jupyter, data, models',
    ofClone: true,
  },
  engine: { about: 'a faster TensorFlow on this machine: native, or WebGPU' },
  bench: {
    about: 'time the engines, and Keras where it is installed, side by side',
    ofClone: true,
  },
  'train-encoder': {
    about: "train the scenes' encoder again, on the training split, and write its weights",
    ofClone: true,
  },
};

/** The commands that work in a clone, or in the installed package. */
export const commandsIn = (isClone) =>
  Object.keys(commands).filter((name) => isClone || !commands[name].ofClone);

/** The program with these commands, which have no options yet. */
export function createProgram(names) {
  const program = new Command('captionlab')
    .description('Image captioning, notebook by notebook, from a shell.')
    .showHelpAfterError('(see --help)')
    .exitOverride();
  for (const name of names) program.command(name).description(commands[name].about);
  return program;
}
