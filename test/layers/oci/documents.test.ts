import { describe, expect, test } from 'vitest';
import {
  parseDockerManifest,
  parseIndex,
  parseLayoutMark,
  parseManifest,
  REF_NAME_ANNOTATION,
} from '#src/layers/oci/documents.js';
import { parseImageConfig } from '#src/layers/oci/image-config.js';
import {
  CONFIG_TYPE,
  compressionOf,
  INDEX_TYPE,
  isIndexType,
  isManifestType,
  LAYER_TYPES,
  MANIFEST_TYPE,
} from '#src/layers/oci/media-types.js';

const DIGEST = `sha256:${'a'.repeat(64)}` as const;
const DESCRIPTOR = { mediaType: CONFIG_TYPE, digest: DIGEST, size: 7 };
const bytesOf = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

describe('a document of an image', () => {
  test('keeps fields that nobody asked for', async () => {
    const index = {
      schemaVersion: 2,
      manifests: [
        {
          ...DESCRIPTOR,
          data: 'aGk=',
          annotations: { [REF_NAME_ANNOTATION]: 'v1' },
          platform: { os: 'linux', architecture: 'arm64', 'os.version': '1' },
        },
      ],
      subject: DESCRIPTOR,
    };
    expect(await parseIndex(bytesOf(index), 'index.json')).toEqual(index);
    const manifest = { schemaVersion: 2, artifactType: 'x/y', config: DESCRIPTOR, layers: [DESCRIPTOR] };
    expect(await parseManifest(bytesOf(manifest), 'the manifest')).toEqual(manifest);
    const mark = { imageLayoutVersion: '1.0.0', more: 1 };
    expect(await parseLayoutMark(bytesOf(mark), 'oci-layout')).toEqual(mark);
    const docker = [{ Config: 'c.json', RepoTags: null, Layers: ['l.tar'], LayerSources: {} }];
    expect(await parseDockerManifest(bytesOf(docker), 'manifest.json')).toEqual(docker);
  });

  test('takes a configuration as Docker writes it, nulls and all', async () => {
    const config = {
      architecture: 'amd64',
      os: 'linux',
      config: {
        Env: null,
        Cmd: ['sh'],
        OnBuild: null,
        Labels: null,
        Entrypoint: null,
        Volumes: { '/v': {} },
      },
      rootfs: { type: 'layers', diff_ids: [DIGEST] },
      history: [{ created_by: 'RUN x', empty_layer: true }, { comment: 'buildkit' }],
      docker_version: '27',
    };
    expect(await parseImageConfig(bytesOf(config), 'the config')).toEqual(config);
  });

  test('that is none is refused with its name and what is wrong', async () => {
    const cases: Array<[bytes: Uint8Array, problem: RegExp]> = [
      [Buffer.from('{'), /index\.json is not JSON/],
      [Buffer.from([0x22, 0xff, 0x22]), /index\.json is not JSON/],
      [bytesOf([]), /index\.json is no such document/],
      [bytesOf({ schemaVersion: 1, manifests: [] }), /schemaVersion/],
      [bytesOf({ schemaVersion: 2, manifests: [{ ...DESCRIPTOR, size: -1 }] }), /manifests\.0\.size/],
      [
        bytesOf({ schemaVersion: 2, manifests: [{ ...DESCRIPTOR, digest: 'sha256:../x' }] }),
        /a digest is sha256/,
      ],
    ];
    for (const [bytes, message] of cases) {
      await expect(parseIndex(bytes, 'index.json')).rejects.toMatchObject({
        code: 'LAYOVER_IMAGE_INVALID',
        message: expect.stringMatching(message) as string,
      });
    }
  });
});

test('media types are known by their OCI names and by those of Docker', () => {
  expect(compressionOf(LAYER_TYPES.zstd)).toBe('zstd');
  expect(compressionOf('application/vnd.docker.image.rootfs.diff.tar.gzip')).toBe('gzip');
  expect(compressionOf(CONFIG_TYPE)).toBeUndefined();
  expect([INDEX_TYPE, 'application/vnd.docker.distribution.manifest.list.v2+json'].every(isIndexType)).toBe(
    true,
  );
  expect([MANIFEST_TYPE, 'application/vnd.docker.distribution.manifest.v2+json'].every(isManifestType)).toBe(
    true,
  );
  expect(isIndexType(MANIFEST_TYPE) || isManifestType(INDEX_TYPE)).toBe(false);
});
