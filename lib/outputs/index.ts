export * from './artefact';
export * from './npy';
export * from './npy-rows';
export * from './run-folder';
export * from './safetensors';
export * from './user-error';
export * from './write-file';
