// Makes the captioner of photographs that comes with captionlab again, from Flickr8k: about an hour and a half on two cores
// with native TensorFlow. What is there already is gone on with. On another machine the last digits differ.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const cli = join(root, 'lib', 'cli', 'captionlab.js');
const text = ['--dataset', 'flickr8k', '--text', 'full'];
const network = ['--model', 'transformer', '--units', '240', '--layers', '2', '--heads', '8'];
const lesson = ['--epochs', '10', '--schedule', 'cosine', '--learning-rate', '1e-3'];
const against = ['--dropout', '0.3', '--warm-up', '400', '--averaging', '0.998'];
const rewards = ['--learning-rate', '5e-5', '--epochs', '3', '--pictures', '12'];
const steps = [
  ['fetch', 'flickr8k', 'efficientnet-lite2'],
  ['encode', '--dataset', 'flickr8k', '--encoder', 'efficientnet-lite2', '--maps'],
  [
    ...['train', ...text, ...network, '--run', 'photographs', '--embedding', 'fresh'],
    ...[...lesson, ...against, '--keep-by', 'cider'],
  ],
  [
    ...['train', ...text, '--self-critical', '--start-from', 'photographs'],
    ...['--run', 'photographs-self-critical', ...rewards],
  ],
  [
    ...['pack', ...text, '--run', 'photographs-self-critical'],
    join(root, 'lib', 'inference', 'weights', 'photographs'),
  ],
];

const env = { ...process.env, ENCODER: 'efficientnet-lite2' };
for (const words of steps) {
  console.log(`\nnpx captionlab ${words.join(' ')}`);
  const { status } = spawnSync(process.execPath, [cli, ...words], { stdio: 'inherit', env });
  if (status !== 0) process.exit(status ?? 1);
}
