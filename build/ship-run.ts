// Puts a trained run of the sample where it comes with captionlab: npm run ship -- merge-attention
import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDataset } from '../lib/data-understanding/index.js';
import { startEngine } from '../lib/engine/index.js';
import { packModel } from '../lib/inference/index.js';
import {
  historyPath,
  loadModel,
  modelFolder,
  modelPath,
  modelVocabularyPath,
  shippedFolder,
} from '../lib/model/index.js';
import {
  headerPath,
  readArtefact,
  readArtefactHeader,
  writeArtefact,
} from '../lib/outputs/index.js';

const [run] = process.argv.slice(2);
await startEngine();
const dataset = { ...(await openDataset({ name: 'scenes' })), run };
const [from, to] = [modelFolder(dataset), shippedFolder(dataset)];
const { madeFrom } = readArtefactHeader(modelPath(from));
const { json, weights } = packModel(await (await loadModel(from)).artifacts(), 16);
mkdirSync(to, { recursive: true });
for (const pathIn of [historyPath, modelVocabularyPath]) {
  readArtefact(pathIn(from)); // whole, or this stops here
  copyFileSync(pathIn(from), pathIn(to));
  copyFileSync(headerPath(pathIn(from)), headerPath(pathIn(to)));
}
writeArtefact(join(to, 'weights.bin'), weights, madeFrom);
writeArtefact(modelPath(to), json, madeFrom);
console.log(
  `${to}: ${((weights.length + readFileSync(modelPath(to)).length) / 1e6).toFixed(1)} MB`,
);
