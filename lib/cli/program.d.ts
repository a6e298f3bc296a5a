import type { Command } from 'commander';

export declare const commands: Record<string, { about: string; ofClone?: boolean }>;
export declare function commandsIn(isClone: boolean): string[];
export declare function createProgram(names: readonly string[]): Command;
