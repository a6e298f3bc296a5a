// Trains the tutorial's model on your own pictures and captions: a folder that `npx captionlab dataset create` made.
// npm run example examples/train-on-own-captions.ts <folder> [epochs]
import {
  bestEpoch,
  chosenTraining,
  encodeDataset,
  encoderFor,
  engineLine,
  ensureModelInputs,
  modelFor,
  openDataset,
  startEngine,
  trainAndKeep,
} from 'captionlab';

const [folder, epochs = '10'] = process.argv.slice(2);
console.log(engineLine(await startEngine()));
const dataset = await openDataset({ name: 'own', folder });
await encodeDataset(dataset, await encoderFor(dataset));

const inputs = await ensureModelInputs(dataset);
const { model, training } = chosenTraining(dataset, { epochs: Number(epochs) });
const results = await trainAndKeep(dataset, modelFor(inputs, model), inputs, {
  ...training,
  onEpoch(sofar) {
    const { epoch, loss, devLoss } = sofar[sofar.length - 1];
    console.log(`Epoch ${epoch}: loss ${loss.toFixed(3)}, dev loss ${devLoss.toFixed(3)}`);
  },
});
console.log(`Kept the model of epoch ${bestEpoch(results).epoch}.`);
