/// <reference types="@webgpu/types" />

/** Where `captionlab engine install --way webgpu` puts WebGPU. */
export declare function webgpuFolder(): string;

/** Where the package lies in such a folder. */
export declare function webgpuPackageIn(folder: string): string;

/** Loads Dawn; throws where it was not fetched. */
export declare function loadWebgpuPackage(): Promise<{
  create(options: string[]): GPU;
  globals: object;
}>;
