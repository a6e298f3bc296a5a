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

/** A value as JSON that may stand inside a `<script>`: typed arrays become lists, numbers that are none become null. */
export function scriptJson(value: unknown): string {
  const json = JSON.stringify(value, (_key, part) =>
    ArrayBuffer.isView(part) ? Array.from(part as Float32Array) : part,
  );
  return json
    .replace(/</g, '\\u003c')
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029');
}
