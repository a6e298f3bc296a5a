import { escapeHtml, scriptJson } from '../../display/escape.js';
import type { Shipment } from '../ship-captioner.js';
import { megabytes, type PageData } from './page-data.js';

/** Nothing but what lies beside the page; pictures may also come from the visitor. No script text, no eval, no address. */
const policy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "connect-src 'self'",
  "img-src 'self' blob: data:",
  "style-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const icon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' rx='4' fill='%232f7fbf'/%3E%3Cpath d='M4 6h8M4 10h5' stroke='white' stroke-width='1.6' stroke-linecap='round'/%3E%3C/svg%3E";

const datasets: Record<string, string> = {
  scenes: 'drawn scenes',
  flickr8k: 'photographs (Flickr8k)',
  flickr30k: 'photographs (Flickr30k)',
  coco: 'photographs (COCO)',
};

/** Networks that learnt to see elsewhere. */
const encoders: Record<string, string> = Object.fromEntries(
  [
    ['inception-v3', 'InceptionV3'],
    ['mobilenet-v2', 'MobileNetV2'],
    ...[0, 1, 2, 3, 4].map((n) => [`efficientnet-lite${n}`, `EfficientNet-Lite${n}`]),
  ].flatMap(([name, said]) => {
    const learnt = `${said}, which has learnt to see on the photographs of ImageNet`;
    return [
      [name, learnt],
      [`${name}-trunk`, `${learnt}, and whose last stage has learnt on with the captioner`],
    ];
  }),
);

const grouped = (n: number) => n.toLocaleString('en');

function trainedOnHtml({ trainedOn, encoder }: Shipment): string {
  const { dataset, pictures, captions, words } = trainedOn;
  const kind = escapeHtml(datasets[dataset] ?? dataset);
  return `<p>What it says, the model has learnt from ${grouped(pictures)} ${kind} with ${grouped(captions)} captions, and from nothing else. It knows ${grouped(words)} words. A picture unlike those gets a caption all the same, made of the same words: it does not know that it does not know.</p>
<p>Pictures are encoded by ${escapeHtml(encoders[encoder] ?? encoder)}. Everything is computed in this browser, on <span id="engine">an engine that is still starting</span>; no picture leaves it. Once loaded, the page also works without a network.</p>`;
}

function samplesHtml(samples: readonly string[]): string {
  if (samples.length === 0) return '';
  const items = samples.map(
    (path, i) =>
      `<li><button type="button" data-sample="${escapeHtml(path)}" aria-label="Sample picture ${i + 1}"><img src="${escapeHtml(path)}" alt="" loading="lazy"></button></li>`,
  );
  return `<section aria-labelledby="samples-title"><h2 id="samples-title">Or take one of these</h2><ul id="samples">${items.join('')}</ul></section>`;
}

const resultHtml = (beam: number) => `<section id="result" aria-labelledby="result-title" hidden>
<h2 id="result-title" class="unseen">Caption</h2>
<p id="said" class="unseen" role="status" aria-live="polite" aria-atomic="true"></p>
<div id="words" role="toolbar" aria-label="The caption, word by word, each with its probability"></div>
<div id="nearly"><p class="note">Hover over a word, tap it, or move to it by Tab and the arrow keys: here are the words that nearly came in its place.</p></div>
<div class="actions"><button type="button" id="speak">Speak</button><button type="button" id="copy">Copy</button>
<label id="speak-setting"><input type="checkbox" id="speak-each"> speak every caption</label></div>
<div class="actions"><fieldset><legend>Search</legend><label><input type="radio" name="search" value="1" checked> greedy</label><label><input type="radio" name="search" value="${beam}"> beam of ${beam}</label></fieldset>
<span id="took" class="note"></span></div>
<div id="others" hidden><h3>Beam search of ${beam} also found</h3><ol id="beams"></ol></div>
</section>`;

/** The page: what is seen before its script runs. */
export function webHtml(shipment: Shipment, data: PageData, samples: readonly string[]): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="A neural network captions any picture, in the browser alone.">
<title>What is in this picture?</title>
<link rel="icon" href="${icon}">
<link rel="stylesheet" href="style.css">
</head>
<body>
<main>
<header><h1>What is in this picture?</h1>
<p class="lead">Drop a picture anywhere on this page, paste one, or choose one. It is captioned here, in your browser.</p></header>
<div id="stage">
<figure id="shown" hidden><img id="picture" alt=""><figcaption id="name" class="note"></figcaption></figure>
<div class="actions"><button type="button" id="choose" class="first">Choose a picture</button><button type="button" id="photograph" hidden>Photograph</button>
<input type="file" id="file" accept="image/*" class="unseen" tabindex="-1" aria-label="Picture file" hidden></div>
</div>
<div id="loading"><label for="progress">Loading the model</label><progress id="progress" max="${data.toLoad}" value="0"></progress><span id="loaded" class="note">0.0 of ${megabytes(data.toLoad)}</span></div>
<p id="status" role="status"></p>
${resultHtml(data.beam)}
${samplesHtml(samples)}
<footer>${trainedOnHtml(shipment)}</footer>
</main>
<dialog id="camera" aria-label="Photograph"><video id="camera-view" muted playsinline></video>
<div class="actions"><button type="button" id="camera-take" class="first">Take the picture</button><button type="button" id="camera-close">Cancel</button></div></dialog>
<script type="application/json" id="data">${scriptJson(data)}</script>
<script src="page.js" defer></script>
</body>
</html>
`;
}
