import type { PageAnswer, PageRequest } from '../system/page.js';

/** Draws an SVG for the kernel, whose thread cannot, in the picture's own size. */
export async function drawn({ id, svg }: PageRequest): Promise<PageAnswer> {
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    await image.decode();
    return { id, bitmap: await createImageBitmap(image) };
  } catch (error) {
    return { id, failure: String(error) };
  } finally {
    URL.revokeObjectURL(image.src);
  }
}
