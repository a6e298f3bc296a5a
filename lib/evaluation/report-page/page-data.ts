import type { InspectedPicture, Inspection, PictureDetail } from '../inspector/types.js';

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
  /** Which pictures a slice holds, in the order of the slices. */
  slices: { label: string; places: number[] }[];
  /** How a word's map lies over its picture; absent where the model does not look. */
  looks?: Inspection['looks'];
  /** Pictures whose details lie in one file. */
  detailsPerFile: number;
}

/** A picture as its card shows it. */
export interface ShownPicture extends InspectedPicture {
  /** Width and height of its file under `pictures`, in pixels; absent when it could not be read. */
  size?: [width: number, height: number];
}

/** What a file under `details` hands to the page: the number of the file and its pictures' details. */
export type TakeDetails = (file: number, details: PictureDetail[]) => void;

/** The function under which the page takes details. */
export const TAKE_DETAILS = 'captionlabDetails';

/** Where a picture of the test split, or a training picture, lies beside the page. */
export const picturePath = (folder: 'pictures' | 'neighbours', imageId: string) =>
  `${folder}/${encodeURIComponent(imageId)}.jpg`;

/** Where the details of some pictures lie beside the page. */
export const detailsPath = (file: number) => `details/${file}.js`;
