import { captionStrip, type WordProbability } from './caption-strip.js';
import { escapeHtml } from './escape.js';
import { palette } from './palette.js';
import { imageHtml } from './pictures.js';
import { showDrawn } from './show.js';
import type { Html } from './types.js';

/** A picture, what people said about it and what the model says. */
export interface CaptionCard {
  path: string;
  references: string[];
  caption: string;
  /** The caption's words with their probabilities, drawn in place of the plain caption. */
  words?: WordProbability[];
  /** A word or two: `right`, `wrong colour`, `BLEU-4 0.41`. */
  verdict?: string;
  title?: string;
}

const CARD_WIDTH = 260;

function verdictColour(verdict: string): string {
  if (/^(bad|no|irrelevant)\b|\b(wrong|repeated)\b/i.test(verdict)) return palette.red;
  return /^(all )?(right|good|yes)\b/i.test(verdict) ? palette.green : palette.grey;
}

async function cardHtml(card: CaptionCard): Promise<string> {
  const { path, references, caption, words, verdict, title } = card;
  const image = await imageHtml({ path, captions: caption }, CARD_WIDTH);
  const badge = verdict
    ? `<span style="border:1.5px solid ${verdictColour(verdict)};border-radius:10px;padding:0 9px;font-size:12px;white-space:nowrap">${escapeHtml(verdict)}</span>`
    : '';
  const head =
    title || badge
      ? `<div style="display:flex;justify-content:space-between;gap:8px;margin:0 0 6px"><span class="cl-quiet cl-small">${escapeHtml(title ?? '')}</span>${badge}</div>`
      : '';
  const said = words
    ? captionStrip(words).html
    : `<div class="cl-title" style="font-size:14px">${escapeHtml(caption)}</div>`;
  const list = references
    .map((reference) => `<li style="margin:0 0 2px;text-wrap:pretty">${escapeHtml(reference)}</li>`)
    .join('');
  const people =
    list && `<ul class="cl-quiet cl-small" style="margin:8px 0 0;padding:0 0 0 16px">${list}</ul>`;
  return `<figure class="cl-picture cl-card">${image.replace('<img ', '<img style="border-radius:0" ')}<figcaption style="padding:6px 12px 12px">${head}${said}${people}</figcaption></figure>`;
}

const titleOf = (cards: CaptionCard[]) =>
  `cards: ${cards.map(({ caption }) => caption).join(' | ')}`;

/** Cards in a grid that wraps: picture, the model's caption, the references below. */
export async function captionCards(cards: CaptionCard[]): Promise<Html> {
  const drawn: string[] = [];
  for (const card of cards) drawn.push(await cardHtml(card));
  const html = `<div class="cl-grid" style="grid-template-columns:repeat(auto-fill,minmax(0,${CARD_WIDTH}px))">${drawn.join('')}</div>`;
  return { html, title: titleOf(cards) };
}

/** Shows captions beside their references, picture by picture; outside a notebook a line tells the captions. */
export const showCaptionCards = (cards: CaptionCard[]): Promise<void> =>
  showDrawn(titleOf(cards), () => captionCards(cards));
