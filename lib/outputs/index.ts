export * from './artefact.js';
export * from './npy.js';
export * from './npy-rows.js';
export * from './run-folder.js';
export * from './safetensors.js';
export * from './user-error.js';
export * from './write-file.js';
