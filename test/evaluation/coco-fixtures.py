"""Makes coco-fixtures.json: what pycocoevalcap 1.2 with its Java tokenizer makes of the phrases below, of Flickr8k, and of
a small comparison. Needs `pip install pycocoevalcap` and java:

    python test/evaluation/coco-fixtures.py [path of Flickr8k.token.txt]
    npx biome check --write test/evaluation/coco-fixtures.json

Without the path the digests of Flickr8k are kept as they are."""

import hashlib
import json
import random
import sys
from pathlib import Path

from pycocoevalcap.bleu.bleu import Bleu
from pycocoevalcap.cider.cider import Cider
from pycocoevalcap.rouge.rouge import Rouge
from pycocoevalcap.tokenizer.ptbtokenizer import PTBTokenizer

RESULT = Path(__file__).with_suffix(".json")

# Two blanks part the phrases of a line.
PHRASES = {
    "clitics": """
        the dog's ball  dogs' balls  It's a dog  they're here  we've been  I'll go  I'd say  I'm in  you’re here  it‘s  it`s  it´s
        don't  DON'T  can't  won't  doesn’t  don`t  don‘t  shan't've  I'd've  wouldn't've  ain't  mustn't  an't  n't  dont'
        it'sx  it'rex  it’sx  's  'll go  'd  it&apos;s  don&apos;t  it&APOS;s  é's  中's  3's  A1's  B.C.'s  ''s  's's
        """,
    "assimilations": """
        cannot  CANNOT  cannots  gonna  Gonna go  gotta  lemme  gimme  wanna  dunno  kinda  gonna's  gotta-go  gonna.
        'tis  'Twas night  ’tis  'tisn't  'twill  twas  d'you  D'you  d'ye  whaddya  whadd'ya  more'n  whatcha  y'all  Y'all'll
        """,
    "apostrophes": """
        'em  ’em  'til  'till  'cause  'round  'n'  rock'n'roll  rock 'n' roll  o'clock  O'Neil's  o'brien  d'Arc  d'arc  l'amour
        l'x  j'ai  ma'am  hawai'i  c'mon  c’mon  e'er  s'mores  li'l  nat'l  nor'easter  cap'n  cap’n  c'est  cont'd  cont'd.  ol' dog
        dunkin' donuts  somethin' else  runnin'  'hello'  'a  a'  ‘a’  'n.  '90s  ’80s  the '05 race  '055  '05.  5'10  6'  O'O  a'b
        d'xy-z  x-o'clock  d'Alene-x  'so'  ’so  &apos;em
        """,
    "quotation marks": """
        "a"  “red”  ‘red’  „red“  «red»  ‹red›  ''red''  ``red''  `red`  say "no"  a"b  “”  „“  ““  ’’  “‘a’”  ′  5′6″  "  "'a'"
        """,
    "money": """
        $5  $5.00  $ 5  $5,000  $.50  US$5  us$5  HK$10  A$5  C$ 5  £5  5£  €5  5€  ¥5  5¢  ¢5  ₤5  ₹5  ¤5  $-1  -$1  5$  a$b  $$  $5k  $5-$6  #5  # 5
        """,
    "numbers": """
        1,000  1,00,0  1.000,00  .5  ,5  5.  5,  1.a  1a  1a2  a1.5  1.5a  10:30  10:30pm  1:2  1;2  1'000  -1  +1.5  1-1  1+1  1--1  50-50  ٣٫٥  ५
        80%  80 %  %80  1st  2nd  1990s  20x30  2x4  3-D  3d's  x²  ²²  x₁  H₂O  ±1  1\u00ad2
        1/2  1 1/2  1-1/2  11/2  12345/6  1/a  1 1/2-inch  1⁄2  1 1⁄2  ½  1½  ¼ ¾ ⅓ ⅔ ⅛  ½-x  1\\/2
        10/10/2010  1/1/10  10-10-2010  10/Jan/2010  2010/10/10  1/1/1/1  1/100/1
        555-1234  (555) 555-1234  (555)555-1234  555-555-5555  1-800-555-5555  +1 555 555 5555  555.555.5555  +44 20 1234 5678  (555) a  (55) 1234567
        """,
    "abbreviations": """
        at 5 p.m.  a.m. and p.m.  Mr. Smith  mr. smith  Mrs. X  dr. who  St. Louis  a u.s. flag  the U.S.  U.S.A.  U.S.-led  u.s.-based
        etc.  e.g. dogs  i.e. a dog  vs. them  Inc. and  inc.-x  Co. Ltd.  Jr. plays  Ill. and  ill. and  az. and  AZ. and  mfg. and  MFG. and  pty. and  ptY. and
        no. 5  No. 5  no. dogs  no.5  p. 5  pp. 5  fig. 2  art. 3  ca. 1900  nos. 1  Ph.D. and  ph.d.  B.Sc.  a.k.a.  A.  a.  a.b  a.b.  ab.c.  A.B.C.D.
        k. The dog  k. the dog  k. A  U.S. The dog  Mr.Smith  st.louis  St.-x  foo.-x  Ala.-based  Calif.-x  end.,  end.;  end.)  end.  foo.bar  no.1st  bancorp.
        """,
    "brackets": """
        (x)  [x]  {y}  ( a )  (a  a)  a(b)c  dog(s)  ((a))  (1)  [1]  (see: this)  (a.com)
        """,
    "addresses": """
        a@b.com  a@b.com,  a@b.com.  <a@b.com>  ann.b_c@d-e.org's  mailto:a@b.com  a'b@c.com  é@b.com  a@b  a@  a@@b  a@b{c
        www.site.com  www.site.com.  (www.site.com)  WWW.SITE.ORG/ab  www.a-b.nl  www.a-b.nl/cd?e=f&g  www.a
        http://a.org  https://a.org/b,c.  http://a.org)  http://a  HTTP://A.ORG!  http://a.org/(x)  ftp://a.b/c  http://é.com's
        a.com  A.COM  a-b.com  a_b.com  a.com/cd  a.com/c  a.co.uk  +.com  1.com  a.com's  a.com-x  中.org
        file.txt  my-file.txt  1.jpg  1.jpg.  1.jpg-x  1.jpgx  a.docx  1.mp3  é.pdf, b  1.x  1.y
        @ann  @ann_b1  @1  @a-b  .@ann  #dogs  #é  #1  #a1  #a_b  ##a  a#b  #dog's
        """,
    "signs in words": """
        well-known  mother-in-law's  x-é-1  a‐b  a‑b  a_b  a-b_c  -x  x-  a--b  T-shirt  t-shirt-  3-year-old  he/she  his/her's  and/or.  a/b/c/d  24/7  w/o  w/  a\\/b  é/a  a-b/c-d
        A&B  AT&T  AT&amp;T  a&b  R&B's  A & B  A+B+C  a+b  Q&A.,  C++  c#  F#  g++  A+  a!b  a?b  Yahoo!  Yahoo!'s  a*b  a|b  a\\b  a^b  a~b  a=b  a<b  a;b  a:b  a,b  a…b
        soft\u00adhyphen  \u00ad  a \u00ad b  #\u00ada  x\u00ad-y
        """,
    "dashes and stops": """
        a - b  a -- b  a --- b  a ---- b  a ----- b  a – b  a—b  1–2  a―b  a−b  a ‒ b  -  ---  -a-
        ...  ..  ....  .....5  ......5  . . .  a . . . b  a... b  a...b  a....  … a  .a  !  !!  ?!  ?!?!  !?!...  a!  ?.  ,,  ;;  ::  : ;
        """,
    "signs in runs": """
        *  **  a**  \\*\\*  **\\*  _  __  a__b  @  @@  ##  <<  >>  <>  ><  &  &&  ==  ++  ||  ~~  ^^  //  \\\\  $#  °  ·  • a  ★  →  ™  ©  ®  §  ¿que?  ¡hola!
        """,
    "faces": """
        :)  :-)  ;)  =D  :D  :P  :p  :O  :o  :-/  :\\  :|  :]  >:(  :'(  :*  :-*  :o)  :-))  a:)  a :)b  :Dx  <3  </3  8)  XD
        ^_^  -_-  >_<  o_o  T_T  =_=  ^^  (^_^)  (^^)  (^.^)  (>_<)  (-_-)  (^o^)  (;_;)  @_@  *_*
        """,
    "tags and entities": """
        <b> x </b>  <br>  <br/>  <br />  <a href="x y">  <a href='(x)'>  <a b=c>  <a b c>  <!-- a, b -->  <!a>  <?xml a?>  </a b>  <1>  <_a>  <é>  < b>  a<b>c
        &amp;  &AMP;  &lt;b&gt;  &quot;a&quot;  &QUOT;  &nbsp;a  a&nbsp;b  &mdash;  &ndash;  &md;  &HT;  &hellip;  &#39;  it&#39;s  &#x27;  caf&eacute;  &euml;x  &ntilde;  &amp  &;
        """,
    "other scripts": """
        中国 你好。  狗在跑，很快！  日本語、テスト  ｶﾀｶﾅ  ＡＢＣ１２  한국어  हिन्दी नमस्ते।  कुत्ता-घर  العربية مُحَمَّد؟  שָׁלוֹם  ภาษาไทย  ελληνικά ΣΟΦΟΣ  Русский-текст  ÉCOLE İstanbul Straße
        cafe\u0301  e\u0301-a  नमस्ते's  a\u200bb  a\u200db  a\ufeffb  a😀b  😀  𝒜bc  a\u00a0b  a\u3000b  a\u2009b  \u1885a  ꭓa  ა  ⵣ  ༀ  က္က  ஃ
        """,
    "captions": """
        A man's T-shirt says "I ♥ N.Y." (in red) !  The dog--a lab--isn't   running ...  Two kids, ages 3 & 5, eat ice-cream; they've $2.50 each.
        a\ttab and  a double  space
    """,
}


def tokenize(phrases):
    """The tokens of phrases as one string each. A phrase between keeps them from one another's influence."""
    numbered = {}
    for at, phrase in enumerate(phrases):
        numbered[2 * at] = [{"caption": phrase}]
        numbered[2 * at + 1] = [{"caption": "zz"}]
    tokens = PTBTokenizer().tokenize(numbered)
    assert all(tokens[2 * at + 1] == ["zz"] for at in range(len(phrases)))
    return [tokens[2 * at][0] for at in range(len(phrases))]


def phrases_of(text):
    return [phrase.strip(" ") for line in text.split("\n") for phrase in line.split("  ") if phrase.strip(" ")]


def digests(path):
    """A digest of the tokens of each thousand captions, a line a caption, and how many captions there are."""
    captions = [line.rstrip("\n").split("\t", 1)[1] for line in open(path, encoding="utf8")]
    tokens = PTBTokenizer().tokenize({at: [{"caption": caption}] for at, caption in enumerate(captions)})
    lines = [tokens[at][0] for at in range(len(captions))]
    parts = ["\n".join(lines[at : at + 1000]) for at in range(0, len(lines), 1000)]
    return {"captions": len(lines), "digests": [hashlib.sha256(part.encode()).hexdigest()[:16] for part in parts]}


def comparison(phrases):
    """Captions with odd tokens, one of them empty, and their scores."""
    chance = random.Random(1)
    words = "a the dog cat man runs sits on in grass snow red two people".split()

    def caption():
        tokens = [chance.choice(words if chance.random() < 0.8 else phrases) for _ in range(chance.randint(3, 9))]
        return " ".join(tokens)

    references = {f"{at}": [caption() for _ in range(chance.randint(1, 5))] for at in range(60)}
    candidates = {}
    for at, some in references.items():
        tokens = chance.choice(some).split(" ")
        candidates[at] = " ".join(token for token in tokens if chance.random() < 0.8)
    candidates["7"] = ""
    candidates["8"] = ". . ."
    references["9"][0] = "..."
    candidates["9"] = ""
    told = PTBTokenizer().tokenize({at: [{"caption": text}] for at, text in candidates.items()})
    known = PTBTokenizer().tokenize({at: [{"caption": text} for text in some] for at, some in references.items()})
    bleu = Bleu(4).compute_score(known, told)[0]
    scores = [*bleu, Rouge().compute_score(known, told)[0], Cider().compute_score(known, told)[0]]
    names = ["BLEU-1", "BLEU-2", "BLEU-3", "BLEU-4", "ROUGE-L", "CIDEr"]
    return {
        "candidates": candidates,
        "references": references,
        "scores": {name: float(score) for name, score in zip(names, scores)},
    }


def main():
    kinds = {kind: phrases_of(text) for kind, text in PHRASES.items()}
    everything = [phrase for some in kinds.values() for phrase in some]
    tokens = dict(zip(everything, tokenize(everything)))
    old = json.loads(RESULT.read_text(encoding="utf8")) if RESULT.exists() else {}
    result = {
        "phrases": {kind: {phrase: tokens[phrase] for phrase in some} for kind, some in kinds.items()},
        "flickr8k": digests(sys.argv[1]) if len(sys.argv) > 1 else old.get("flickr8k"),
        # The next caption's first word decides on "k." before it: what depends on its neighbours stays out.
        "comparison": comparison([phrase for phrase in everything if "k. " not in phrase and not phrase.startswith("<!")]),
    }
    RESULT.write_text(json.dumps(result, ensure_ascii=True, indent=2) + "\n", encoding="utf8")
    print(len(everything), "phrases")


main()
