export * from './about-training.js';
export * from './captioner-file.js';
export * from './open-packed.js';
export * from './pack-captioner.js';
export * from './packed-folder.js';
export * from './packed-model.js';
export * from './usual-captioner.js';
