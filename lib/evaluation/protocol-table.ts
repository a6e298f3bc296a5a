import type { CaptionsById } from '../data-understanding/types.js';
import { type ProtocolName, protocols, tokensUnder } from './protocols.js';

/** What a protocol makes of references. */
export interface ProtocolRow {
  protocol: ProtocolName;
  says: string;
  'words in the references': number;
  [ofThem: `of them “${string}”`]: number;
}

/** Every protocol: what it does, how many words it leaves of the references, and how often one word is among them. */
export function protocolTable(references: CaptionsById, word = 'a'): ProtocolRow[] {
  const texts = [...references.values()].flat();
  return Object.values(protocols).map((protocol) => {
    const tokens = texts.flatMap((text) => tokensUnder(protocol, text));
    return {
      ...{ protocol: protocol.name, says: protocol.says, 'words in the references': tokens.length },
      [`of them “${word}”` as const]: tokens.filter((token) => token === word).length,
    };
  });
}
