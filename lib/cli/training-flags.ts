import { type Command, Option } from 'commander';
import { MOST_WORKERS, recurrentActivations } from '../engine/index.js';
import { embeddingUses, MOST, scheduleNames } from '../model/index.js';
import { countUpTo, numberThat, positiveNumber } from './options.js';

const share = numberThat((value) => value >= 0 && value < 1, 'a number from 0 up to, but not, 1');
const zeroOrMore = numberThat(
  (value) => value >= 0 && Number.isFinite(value),
  'a number, 0 or more',
);

/** Adds what can be chosen about a captioner and its training: the members of `CaptionerChoice`. */
export function addTrainingFlags(command: Command): Command {
  return command
    .addOption(
      new Option(
        '--embedding <use>',
        'word vectors kept as they are, trained further, or drawn by lot and trained (default: frozen; tuned with --text full)',
      ).choices(embeddingUses),
    )
    .option(
      '--units <n>',
      'width of the captioner: of its LSTM and dense layers',
      countUpTo(MOST.units),
    )
    .option('--layers <n>', 'transformer: layers (default: 2)', countUpTo(MOST.layers))
    .option(
      '--heads <n>',
      'transformer: looks of a layer beside one another (default: 4)',
      countUpTo(MOST.heads),
    )
    .option('--dropout <share>', 'share of the values dropped, of pictures and of words', share)
    .option(
      '--picture-dropout <share>',
      'share dropped of pictures, where it is another one than of words',
      share,
    )
    .addOption(
      new Option(
        '--recurrent-activation <name>',
        "what gates the LSTM (default: sigmoid; the tutorial's Keras took hardSigmoid)",
      ).choices(recurrentActivations),
    )
    .option(
      '--sentinel',
      'attention: its memory stands beside the places of the picture, for words that need no look',
    )
    .option(
      '--tune-encoder',
      'the end of the encoder learns with a captioner that reads maps, at a tenth of the rate (features by efficientnet-lite…-trunk)',
    )
    .option(
      '--pool <n>',
      'captioners that read maps: the mean of n x n cells stands for them, for a map of fewer (default: 1)',
      countUpTo(MOST.pool),
    )
    .option(
      '--flips',
      'see training pictures in a mirror every other time, left and right exchanged in their captions (features by encode --flips)',
    )
    .option(
      '--epochs <n>',
      'passes over the training captions, the last third at a tenth of the rate',
      countUpTo(MOST.epochs),
    )
    .option('--learning-rate <r>', "Adam's learning rate of the first epochs", positiveNumber)
    .addOption(
      new Option(
        '--schedule <kind>',
        'a tenth of the rate for the last third of the epochs, or a rate that falls along half a cosine',
      ).choices(scheduleNames),
    )
    .option('--batch <n>', 'captions a step', countUpTo(MOST.batch))
    .option('--clip <norm>', "the greatest length of a step's gradient", positiveNumber)
    .option(
      '--patience <n>',
      'stop after so many epochs in a row without a better one on dev',
      countUpTo(MOST.patience),
    )
    .option('--smoothing <share>', 'label smoothing: share of an answer given to all words', share)
    .option('--weight-decay <r>', "AdamW's decay of the weight matrices", zeroOrMore)
    .option(
      '--warm-up <steps>',
      'steps over which the learning rate rises evenly at the beginning',
      countUpTo(MOST.warmUp),
    )
    .option(
      '--averaging <decay>',
      'keep a running mean of the weights, of which each step leaves this share: 0.999',
      share,
    )
    .option(
      '--workers <n>',
      'threads that share each batch, on WebAssembly (default: one, which trains the same model on every machine)',
      countUpTo(MOST_WORKERS),
    )
    .option('--standardise', 'bring every value of the features to mean 0 and deviation 1')
    .option('--no-standardise', 'leave the features as they are');
}
