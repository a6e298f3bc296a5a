/** A picture's file name without its ending, in Unicode's composed form: `1000268201_693b08cb0e`. */
export type ImageId = string;

/** The captions of each picture, in the order of the file they come from. */
export type CaptionsById = Map<ImageId, string[]>;

/** `scenes`, `flickr8k`, `flickr30k`, `coco`, or the name of a folder of one's own in `data`. */
export type DatasetName = string;
/**
 * How captions become words: as the tutorial cleans them, with "a", digits and all other words kept (`full`, as COCO's
 * evaluation has English), or every word of any script (`words`).
 */
export type TextName = 'tutorial' | 'full' | 'words';
/** To learn from, to choose by, to test on. */
export type SplitName = 'train' | 'dev' | 'test';

/** A captioned picture collection, opened: its text in memory, its pictures on disk. */
export interface Dataset {
  name: DatasetName;
  /** The folder that holds the text and the pictures. */
  folder: string;
  /** All captions as they stand in their file. */
  captions: CaptionsById;
  splits: Record<SplitName, ImageId[]>;
  /** Picture file of each id that has one, or its address in a bucket; pictures without captions are left out. */
  imagePaths: Map<ImageId, string>;
  /** Of pictures in a bucket: what tells the bytes of each from any others, as the bucket's list says. */
  pictureMarks?: ReadonlyMap<ImageId, string>;
  /** Identifies the text and the splits: an artefact made from another data set is refused by it. */
  fingerprint: string;
  /** `outputs/<name>`: where this data set's artefacts go. */
  runFolder: string;
  text: TextName;
  /** Of most captions, as a BCP 47 tag, where it is known. */
  language?: string;
  /** How often a word must occur to be learnt, where the data set itself says so. */
  minCount?: number;
  /** The name of the training whose model is meant, where it is not the usual one. */
  run?: string;
  /** The encoder whose features are meant; without it the one that the machine's settings and files suggest. */
  encoder?: string;
  /** What was wrong and skipped, a sentence each: a split list's picture that is missing, for one. */
  problems: string[];
}
