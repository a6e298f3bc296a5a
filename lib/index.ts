/**
 * What most programs need, in the order in which they need it. Each room has an entry of its own with all that it offers:
 * `captionlab/evaluation`, `captionlab/display` and so on.
 * @packageDocumentation
 */
export {
  type CaptionsById,
  captionsOf,
  type Dataset,
  type DatasetName,
  type DatasetOptions,
  type ImageId,
  openDataset,
  type SplitName,
  type TextName,
} from './data-understanding/index.js';
export {
  barPlot,
  type Figure,
  figurePage,
  histogramPlot,
  linePlot,
  type PlotText,
  tableText,
} from './display/index.js';
export { type Engine, engineLine, startEngine } from './engine/index.js';
export {
  type BootstrapOptions,
  bootstrapIntervals,
  type CaptionScores,
  type Difference,
  type Interval,
  type IntervalRow,
  intervalTable,
  type Metric,
  metrics,
  pairedBootstrap,
  protocolInWords,
  publishedMetrics,
  readComparedFiles,
  type ScoredCaption,
  type ScoreOptions,
  type ScoreProtocol,
  type Scores,
  scoreCaptions,
} from './evaluation/index.js';
export {
  type EncodeOptions,
  type Encoder,
  type EncodeSummary,
  encodeDataset,
  encoderFor,
  ensureFeatures,
  type FeatureStore,
  type Features,
  loadEncoder,
  nearestPictures,
  openFeatures,
} from './image-encoding/index.js';
export {
  type CaptionedFile,
  type Captioner,
  captionFiles,
  type FoundCaption,
  openCaptioner,
} from './inference/index.js';
export {
  bestEpoch,
  chosenTraining,
  type EpochResult,
  ensureModel,
  ensureModelInputs,
  type ModelInputs,
  type ModelSettings,
  modelFor,
  type TrainedModel,
  type TrainingChoice,
  type TrainingOptions,
  trainAndKeep,
} from './model/index.js';
export { UserError } from './outputs/index.js';
