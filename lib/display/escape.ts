const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as it may stand in HTML and in attribute values. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character]);
}

/** A text for Plotly as plain text again. */
export const plainText = (text: string): string =>
  text
    .replace(/<br\s*\/?>/g, ' ')
    .replace(/<\/?\w+[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');

/** Digits of a figure's numbers: more are not seen. */
const DIGITS = 6;

const listOf = (part: unknown) =>
  ArrayBuffer.isView(part) ? Array.from(part as Float32Array) : part;

const rounded = (part: unknown) =>
  typeof part === 'number' && !Number.isInteger(part) ? Number(part.toPrecision(DIGITS)) : part;

/** A figure's data as plain JSON holds them: typed arrays become lists, numbers are rounded. */
export function plainData<T>(value: T): T {
  return JSON.parse(JSON.stringify(value, (_key, part) => rounded(listOf(part))));
}

/** A value as JSON that may stand inside a `<script>`: typed arrays become lists, numbers that are none become null. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value, (_key, part) => listOf(part))
    .replace(/</g, '\\u003c')
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029');
}
