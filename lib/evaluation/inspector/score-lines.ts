import type { CaptionsById, ImageId } from '../../data-understanding/types.js';
import { type BootstrapOptions, bootstrapIntervals } from '../bootstrap.js';
import { bestConstantCaption } from '../constant-caption.js';
import { personRow, sameCaption } from '../floors.js';
import { type ProtocolName, protocols } from '../protocols.js';
import { published, scoreCaptions } from '../score-captions.js';
import type { System } from '../score-table.js';
import type { ScoreLine } from './types.js';

function lineOf(
  { name, captions }: System,
  references: CaptionsById,
  protocol: ProtocolName,
  options: BootstrapOptions,
): ScoreLine {
  const scores = scoreCaptions(captions, references, protocols[protocol]);
  const intervals = bootstrapIntervals(scores, options);
  return {
    ...{ system: name, protocol },
    scores: published((metric) => scores.corpus[metric]),
    intervals: published((metric) => intervals[metric]),
    length: scores.counts.candidateLength / scores.counts.referenceLength,
  };
}

/** The captions of a data set that scores are counted with. */
export interface SplitCaptions {
  train: CaptionsById;
  dev: CaptionsById;
  /** Of the pictures that are scored. */
  references: CaptionsById;
}

/**
 * The score table under each protocol: the systems given, the constant caption that is best on dev, and a person where
 * pictures have two captions or more. All but the person come with bootstrap intervals.
 */
export function scoreLines(
  systems: readonly System[],
  { train, dev, references }: SplitCaptions,
  names: readonly ProtocolName[],
  options: BootstrapOptions = {},
): ScoreLine[] {
  const ids: ImageId[] = [...systems[0].captions.keys()];
  const several = [...references.values()].some(({ length }) => length > 1);
  return names.flatMap((protocol) => {
    const line = (system: System) => lineOf(system, references, protocol, options);
    const { caption: says } = bestConstantCaption(train, dev, protocol);
    const constant = line({ name: 'constant caption', captions: sameCaption(ids, says) });
    const lines = [...systems.map(line), { ...constant, says }];
    if (!several) return lines;
    const { captions: system, protocol: _, length, ...scores } = personRow(references, protocol);
    return [...lines, { system, protocol, scores, length }];
  });
}
