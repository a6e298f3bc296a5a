import { tf } from './tensorflow.js';

/** A model's layers, weights and settings, as TensorFlow.js hands them to whoever saves them. */
export async function artifactsOf(model: tf.LayersModel): Promise<tf.io.ModelArtifacts> {
  let all: tf.io.ModelArtifacts = {};
  const keep = tf.io.withSaveHandler(async (artifacts) => {
    all = artifacts;
    return { modelArtifactsInfo: tf.io.getModelArtifactsInfoForJSON(artifacts) };
  });
  await model.save(keep);
  return all;
}

/**
 * The model in TensorFlow.js's own two files.
 * @param json of `model.json`: the layers, and of each weight its place, shape and quantisation
 * @throws Error of TensorFlow.js's when layers and weights are not of one model
 */
export function modelFromFiles(json: string, weights: Uint8Array): Promise<tf.LayersModel> {
  const { modelTopology, weightsManifest, userDefinedMetadata } = JSON.parse(json) as {
    modelTopology: object;
    userDefinedMetadata?: object;
    weightsManifest: tf.io.WeightsManifestConfig;
  };
  const weightSpecs = weightsManifest.flatMap((group) => group.weights);
  const weightData = new Uint8Array(weights).buffer;
  const artifacts = { modelTopology, weightSpecs, weightData, userDefinedMetadata };
  return tf.loadLayersModel(tf.io.fromMemory(artifacts));
}
