/** A stretch of text, or an address in it. */
export type Piece = { readonly text: string; readonly href: string | null };

const ADDRESS = /https?:\/\/[^\s<>"“”]+/giu;
const TRAILING = /[.,;:!?'"»”’…]+$/u;

/** Splits a text into plain stretches and web addresses, without the punctuation that ends a sentence. */
export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let end = 0;
  const plain = (until: number) => {
    if (until > end) {
      found.push({ text: text.slice(end, until), href: null });
    }
  };
  for (const match of text.matchAll(ADDRESS)) {
    const address = trimmed(match[0]);
    if (isAddress(address)) {
      plain(match.index);
      found.push({ text: address, href: address });
      end = match.index + address.length;
    }
  }
  plain(text.length);
  return found;
}

function trimmed(address: string): string {
  let rest = address.replace(TRAILING, '');
  while (rest.endsWith(')') && rest.split(')').length > rest.split('(').length) {
    rest = rest.slice(0, -1).replace(TRAILING, '');
  }
  return rest;
}

function isAddress(text: string): boolean {
  try {
    return ['http:', 'https:'].includes(new URL(text).protocol);
  } catch {
    return false;
  }
}
