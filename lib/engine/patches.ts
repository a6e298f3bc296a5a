/** How a filter slides over a picture: the part of a convolution's settings that its patches depend on. */
export interface PatchShape {
  batch: number;
  height: number;
  width: number;
  channels: number;
  filterHeight: number;
  filterWidth: number;
  strideHeight: number;
  strideWidth: number;
  padTop: number;
  padLeft: number;
  outHeight: number;
  outWidth: number;
}

/** Calls `visit(offset in the pictures, offset in the patches)` for every stretch of `channels` values that both hold. */
function forEachOverlap(shape: PatchShape, visit: (inPicture: number, inPatch: number) => void) {
  const { batch, height, width, channels, filterHeight, filterWidth } = shape;
  let inPatch = 0;
  for (let n = 0; n < batch; n++) {
    for (let outY = 0; outY < shape.outHeight; outY++) {
      for (let outX = 0; outX < shape.outWidth; outX++) {
        for (let filterY = 0; filterY < filterHeight; filterY++) {
          const y = outY * shape.strideHeight - shape.padTop + filterY;
          for (let filterX = 0; filterX < filterWidth; filterX++, inPatch += channels) {
            const x = outX * shape.strideWidth - shape.padLeft + filterX;
            if (y >= 0 && y < height && x >= 0 && x < width) {
              visit(((n * height + y) * width + x) * channels, inPatch);
            }
          }
        }
      }
    }
  }
}

/**
 * Lays out every patch a filter sees as a row: a convolution becomes one matrix product ("im2col", Chellapilla et al. 2006).
 * @param pictures `[batch, height, width, channels]`
 * @param patches `[batch * outHeight * outWidth, filterHeight * filterWidth * channels]`, overwritten
 */
export function picturesToPatches(
  pictures: Float32Array,
  patches: Float32Array,
  shape: PatchShape,
): void {
  const { channels } = shape;
  patches.fill(0);
  forEachOverlap(shape, (inPicture, inPatch) => {
    for (let c = 0; c < channels; c++) patches[inPatch + c] = pictures[inPicture + c];
  });
}

/** The reverse: adds every patch's values back to where they came from. Shapes as in `picturesToPatches`. */
export function patchesToPictures(
  patches: Float32Array,
  pictures: Float32Array,
  shape: PatchShape,
): void {
  const { channels } = shape;
  pictures.fill(0);
  forEachOverlap(shape, (inPicture, inPatch) => {
    for (let c = 0; c < channels; c++) pictures[inPicture + c] += patches[inPatch + c];
  });
}
