import type { ErrorClass } from '../error-classes.js';
import type {
  InspectedPicture,
  Inspection,
  PictureDetail,
  PictureMetric,
} from '../inspector/types.js';

/** What a class is called on the page: that no rule found a mistake does not make a caption good. */
export const classLabel = (name: string) => (name === 'good' ? 'no mistake found' : name);

/** What the page's script reads from the page itself. */
export interface PageData {
  dataset: Inspection['dataset'];
  /** How the captions beside the greedy ones were found: `beam 3`. */
  search: string;
  /** Under which the pictures' scores were counted. */
  protocol: Inspection['pictureProtocol'];
  pictures: ShownPicture[];
  /** Where the pictures are too many to lie in the page: what they are ordered and limited by, instead of `pictures`. */
  many?: ManyPictures;
  /** Which pictures a slice holds, in the order of the slices. */
  slices: { label: string; places: number[] }[];
  /** How a word's map lies over its picture; absent where the model does not look. */
  looks?: Inspection['looks'];
  /** Pictures whose details, and whose cards, lie in one file. */
  detailsPerFile: number;
}

/** A picture as its card shows it. */
export interface ShownPicture extends InspectedPicture {
  /** Width and height of its file under `pictures`, in pixels; absent when it could not be read. */
  size?: [width: number, height: number];
}

/** What orders and limits ask of many pictures, number by number; the rest lies in files under `cards` and `texts`. */
export interface ManyPictures {
  /** Image ids, a line each. */
  ids: string;
  metrics: PictureMetric[];
  /** Of each picture its scores by greedy search, in the order of `metrics`, then by beam search. */
  scores: number[];
  confidences: number[];
  /** Words of the greedy captions. */
  lengths: number[];
  /** The greedy captions' places among all, from A to Z. */
  ranks: number[];
  classNames: ErrorClass[];
  /** Of each picture a bit for each of the names. */
  classes: number[];
  /** What few pictures have, by their places. */
  more: Record<number, Pick<ShownPicture, 'absent' | 'judged'>>;
  /** Pictures whose texts lie in one file. */
  textsPerFile: number;
}

/** What can be searched of a picture: all that the model says, all that people say, in small letters. */
export type PictureTexts = [model: string, people: string];

/** The kinds of files beside the page, what each holds of a picture, and the function under which the page takes it. */
export interface BesideThePage {
  details: PictureDetail;
  cards: ShownPicture;
  texts: PictureTexts;
}

/** The function under which the page takes what a kind of file holds: its number, and of each of its pictures. */
export const takerOf = (kind: keyof BesideThePage) =>
  ({ details: 'captionlabDetails', cards: 'captionlabCards', texts: 'captionlabTexts' })[kind];

/** Where what is told of some pictures lies beside the page. */
export const besidePage = (kind: keyof BesideThePage, file: number) => `${kind}/${file}.js`;
