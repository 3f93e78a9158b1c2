/** The part of the npm package `espeak-ng` (WASM, no types of its own) that `voice.ts` uses. */
declare module 'espeak-ng' {
  interface Module {
    FS: { readFile(path: string): Uint8Array }
  }
  /** Runs the command line program once; its files are in the module's own file system. */
  export default function ESpeakNg(options: {
    arguments: string[]
    print?: (line: string) => void
    printErr?: (line: string) => void
  }): Promise<Module>
}
