// Notebook 02: one way to write each function. Others are as good.

export function cleanOne(token: string): string {
  const word = token.toLowerCase().replace(/[^a-z0-9]/g, '');
  return word.length > 1 && /^[a-z]+$/.test(word) ? word : '';
}

export function tokensLost(before: string, after: string): number {
  const tokens = (text: string) => text.split(' ').filter((token) => token !== '').length;
  return tokens(before) - tokens(after);
}
