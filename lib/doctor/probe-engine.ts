// Starts the engine that CAPTIONLAB_ENGINE names (or the fastest), and prints it as one line of JSON.
import { startEngine } from '../engine/index.js';

startEngine().then(
  (engine) => console.log(JSON.stringify(engine)),
  (error: Error) => console.log(JSON.stringify({ error: error.message })),
);
