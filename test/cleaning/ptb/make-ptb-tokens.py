"""Writes what the PTB tokenizer of pycocoevalcap makes of the phrases in ptb-tokens.json and of Flickr8k's captions.

    python test/cleaning/ptb/make-ptb-tokens.py [Flickr8k.token.txt]

Needs pycocoevalcap 1.2 and Java. A new phrase goes into ptb-tokens.json with "" in place of its tokens. Flickr8k's
captions are too many to keep and not ours: flickr8k-digests.json has a digest of each thousand of them.
"""

import hashlib
import json
import os
import re
import sys

from pycocoevalcap.tokenizer.ptbtokenizer import PTBTokenizer

HERE = os.path.dirname(os.path.abspath(__file__))
THOUSAND = 1000
# What cannot be seen in an editor, is drawn over what stands before it, or ends a line there.
UNSEEN = re.compile(r"[\u007f-\u00a0\u00ad\u0300-\u036f\u2000-\u200f\u2011\u2028-\u202f\u3000\ufe0f\ufeff]")


def tokens_of(captions, after=()):
    """Tokens joined by single spaces. Captions are lines of one text, and some tokens depend on what comes after them."""
    texts = {at: [{"caption": text} for text in (caption, *after)] for at, caption in enumerate(captions)}
    tokenized = PTBTokenizer().tokenize(texts)
    if any(rest != list(after) for _, *rest in tokenized.values()):
        sys.exit("A caption is not one line to the tokenizer, so that all after it are shifted.")
    return [re.sub(" +", " ", tokenized[at][0]).strip() for at in range(len(captions))]


def write(name, value):
    text = json.dumps(value, ensure_ascii=False, indent=2)
    text = UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    with open(os.path.join(HERE, name), "w", encoding="utf8") as file:
        file.write(text + "\n")


def phrases():
    with open(os.path.join(HERE, "ptb-tokens.json"), encoding="utf8") as file:
        kinds = json.load(file)
    return {kind: dict(zip(known, tokens_of(list(known), after=["zz"]))) for kind, known in kinds.items()}


def digests(path):
    with open(path, encoding="utf8") as file:
        captions = [line.rstrip("\n").split("\t", 1)[1] for line in file]
    lines = tokens_of(captions)
    parts = ["\n".join(lines[at : at + THOUSAND]) for at in range(0, len(lines), THOUSAND)]
    return [hashlib.sha256(part.encode()).hexdigest()[:16] for part in parts]


write("ptb-tokens.json", phrases())
if len(sys.argv) > 1:
    write("flickr8k-digests.json", digests(sys.argv[1]))
