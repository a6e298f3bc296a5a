import type { MadeFrom } from '../outputs/index.js';
import { captionerOf, type ModelOrLayers } from './captioners.js';
import { scheduleText } from './schedule.js';
import type { SelfCritical, TrainingOptions } from './training-types.js';

/** Those of a self-critical training. */
const selfCriticalSettings = (choice: SelfCritical): MadeFrom => ({
  'training.from': choice.from.run,
  'training.fromWeights': choice.from.weights,
  'training.reward': choice.reward.name,
  'training.samples': choice.samples,
  'training.picturesAStep': choice.picturesAStep,
  'training.stepsARound': choice.stepsARound,
});

/** Those of a training that goes on from a trained captioner. */
const goesOnFromSettings = ({
  captioner,
  weights,
}: NonNullable<TrainingOptions['goesOnFrom']>) => ({
  'training.goesOnFrom': captioner,
  'training.goesOnFromWeights': weights,
});

/** The settings that decide which weights come out. */
export function settingsOf(
  model: ModelOrLayers,
  { batchSize = 64, seed = 1, clipNorm, patience, ...rest }: TrainingOptions,
): MadeFrom {
  const { name, settings } = captionerOf(model);
  const built = Object.entries(settings);
  return {
    ...(name === 'merge' ? {} : { 'model.captioner': name }), // headers of before name none
    ...Object.fromEntries(built.map(([name, value]) => [`model.${name}`, value])),
    'training.schedule': scheduleText(rest),
    'training.batchSize': batchSize,
    'training.seed': seed,
    'training.clipNorm': clipNorm ?? 'none',
    'training.patience': patience ?? 'none',
    'training.smoothing': rest.smoothing ?? 0,
    'training.weightDecay': rest.weightDecay ?? 0,
    'training.standardise': rest.standardise ?? false,
    // Headers of before know none of these.
    ...(rest.warmUp ? { 'training.warmUp': rest.warmUp } : {}),
    ...(rest.averaging ? { 'training.averaging': rest.averaging } : {}),
    ...(rest.flips ? { 'training.flips': true } : {}),
    ...(rest.goesOnFrom ? goesOnFromSettings(rest.goesOnFrom) : {}),
    ...(rest.judge ? { 'training.keptBy': rest.judge.name } : {}),
    ...(rest.selfCritical ? selfCriticalSettings(rest.selfCritical) : {}),
  };
}
