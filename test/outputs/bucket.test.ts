import assert from 'node:assert/strict';
import { register } from 'node:module';
import { describe, it } from 'node:test';
import { below, faultOfKey, placeOf } from '../../lib/outputs/bucket/address.js';
import { listObjects } from '../../lib/outputs/bucket/objects.js';
import { partBytesOf } from '../../lib/outputs/bucket/put-file.js';
import { inWords, isOutOfReach } from '../../lib/outputs/bucket/trouble.js';
import { shortPath } from '../../lib/outputs/index.js';

describe('an address on object storage', () => {
  it('is a bucket, and a folder in it', () => {
    assert.deepEqual(placeOf('s3://data/coco/'), { bucket: 'data', key: 'coco' });
    assert.deepEqual(placeOf('s3://data'), { bucket: 'data', key: '' });
    assert.deepEqual(below(placeOf('s3://data'), 'a b#é.jpg'), {
      bucket: 'data',
      key: 'a b#é.jpg',
    });
    assert.equal(shortPath('s3://data/coco'), 's3://data/coco');
  });

  for (const wrong of ['s3://', 's3:///x', 's3://a b/x', 's3://b/../x', 's3://b/a//x']) {
    it(`is not ${wrong}`, () => {
      assert.throws(() => placeOf(wrong), /is no address on object storage/);
    });
  }

  it('leads to no key that would leave the folder on any system', () => {
    for (const key of [
      '../x',
      'a/../x',
      './x',
      'a//x',
      '/x',
      'a\\x',
      'C:x',
      'a/c:/x',
      'a\0b',
      'a\nb',
    ])
      assert.ok(faultOfKey(key), JSON.stringify(key));
    for (const key of ['images/1.jpg', 'a..b/..c', 'ночь/cat (1).png'])
      assert.equal(faultOfKey(key), undefined, key);
  });
});

/** What Node.js does where a package is not installed. */
const withoutClient = `export async function resolve(name, context, next) {
  if (name !== '@aws-sdk/client-s3') return next(name, context);
  throw Object.assign(new Error(name), { code: 'ERR_MODULE_NOT_FOUND' });
}`;

describe('a bucket', () => {
  it('says what to install where its client is not', async () => {
    register(`data:text/javascript,${encodeURIComponent(withoutClient)}`);
    await assert.rejects(listObjects(placeOf('s3://data/coco')), {
      name: 'UserError',
      message: /AWS SDK, which is not installed here: npm install @aws-sdk\/client-s3$/,
    });
  });

  const place = placeOf('s3://data/coco/1.jpg');
  const failures: [failure: object, sentence: RegExp][] = [
    [{ name: 'CredentialsProviderError' }, /there are no credentials\. Give some: .*AWS_PROFILE/],
    [{ name: 'InvalidAccessKeyId' }, /does not know the access key/],
    [{ name: 'NoSuchBucket' }, /no such bucket\. Mend its name, or make it/],
    [{ name: '403', $metadata: { httpStatusCode: 403 } }, /no permission\. .*s3:GetObject/],
    [{ name: 'RequestTimeTooSkewed' }, /clock differs from the server's\. Set it right/],
    [{ name: 'NotFound', $metadata: { httpStatusCode: 404 } }, /1\.jpg is not there/],
    [new Error('Region is missing'), /Set AWS_REGION/],
  ];
  for (const [failure, sentence] of failures) {
    it(`that fails is named, with what to do: ${sentence.source}`, () => {
      const { message } = inWords(failure, place);
      assert.match(message, sentence);
      assert.ok(message.startsWith('s3://data/coco/1.jpg'), message);
    });
  }

  it('is out of reach where nobody answers or may ask, and not where one object is missing', () => {
    assert.ok(isOutOfReach(inWords({ code: 'ECONNREFUSED' }, place)));
    assert.ok(isOutOfReach(inWords({ $metadata: { httpStatusCode: 503 } }, place)));
    assert.ok(isOutOfReach(inWords({ name: 'AccessDenied' }, place)));
    assert.ok(
      !isOutOfReach(inWords({ name: 'NoSuchKey', $metadata: { httpStatusCode: 404 } }, place)),
    );
  });

  it('takes the largest file in 10,000 parts, each of 5 MiB at least', () => {
    assert.equal(partBytesOf(1), 5 * 2 ** 20);
    for (const size of [50e9, 1e12, 5e12])
      assert.ok(Math.ceil(size / partBytesOf(size)) <= 10_000, String(size));
  });
});
