import { quoteRaw, rawFromText } from '../../../base/bytes-path.js';
import { LayoverError } from '../../../base/errors.js';
import { type PublishedLayer, publishChain } from '../../publish.js';
import type { ChainLink } from '../../record.js';
import type { StagedLayer } from '../../stage.js';
import type { LayerStore } from '../../store.js';
import type { StoredConfig } from '../image-config.js';
import type { ImportContext } from './context.js';
import type { ImageFile, ImageFiles } from './image-files.js';
import type { ImagePlan, PlannedLayer } from './image-plan.js';
import { LowerView } from './lower-view.js';
import { stageTar } from './stage-tar.js';

export interface ImageTarget {
  readonly name: string;
  /** Refuses a name that stands for something else by now. */
  readonly keepsNames: boolean;
  /** Told of the bytes that were read. */
  readonly onRead: (bytes: number) => void;
}

/** Stages every layer of an image, and makes all of them visible, and named, once the last one is verified. */
export async function importImage(
  files: ImageFiles,
  { plan, target }: { plan: ImagePlan; target: ImageTarget },
  context: ImportContext,
): Promise<PublishedLayer[]> {
  const staged: StagedLayer[] = [];
  const view = new LowerView();
  try {
    for (const layer of plan.layers) {
      using file = findBlob(files, layer);
      const below = staged.map(({ record }): ChainLink => ({ layer: record.id })).reverse();
      const number = staged.length + 1;
      const isTopmost = number === plan.layers.length;
      const what = `Layer ${number} of ${plan.layers.length}`;
      staged.push(
        await stageTar(
          {
            ...layer,
            what,
            source: { region: file, onRead: target.onRead },
            below,
            view,
            isTopmost,
          },
          context,
        ),
      );
    }
    return publish(context.store, staged, { plan, target });
  } finally {
    for (const { staging } of staged) staging[Symbol.dispose]();
  }
}

function publish(
  store: LayerStore,
  staged: readonly StagedLayer[],
  { plan, target }: { plan: ImagePlan; target: ImageTarget },
): PublishedLayer[] {
  const { name, keepsNames } = target;
  const { rootfs: _rootfs, ...config } = plan.config;
  return publishChain(store, staged.toReversed(), {
    name,
    below: [],
    config: config satisfies StoredConfig,
    keepsNames,
  });
}

function findBlob(files: ImageFiles, { path, blob }: PlannedLayer): ImageFile {
  const file = files.find(path);
  const name = quoteRaw(rawFromText(path));
  if (file === undefined) {
    throw new LayoverError('LAYOVER_IMAGE_INVALID', `The image has no ${name}`, {
      hint: 'An image that leaves layers to be fetched from elsewhere has to be completed first.',
    });
  }
  if (blob === undefined || file.size === blob.size) return file;
  file[Symbol.dispose]();
  const message = `${name} of the image has ${file.size} bytes, and should have ${blob.size}`;
  throw new LayoverError('LAYOVER_IMAGE_INVALID', message);
}
